/** The fields of one fault, made of what is offered. Knows neither exchange nor client. */
import { make } from '../dom.js';
import type { Param, Values } from './offers.js';

type Control = HTMLInputElement | HTMLSelectElement;

/** Shows the fields in `place`; returns how to read what was entered. */
export function showFields(place: HTMLElement, params: readonly Param[]): () => Values {
  const fields = params.map((param) => [param, control(param)] as const);
  place.replaceChildren(
    ...fields.map(([{ label, type }, element]) =>
      make(
        'label',
        { 'data-type': type },
        ...(type === 'flag' ? [element, label] : [make('span', {}, label), element]),
      ),
    ),
  );
  return () => Object.fromEntries(fields.map(([param, element]) => [param.name, read(param, element)]));
}

function control(param: Param): Control {
  switch (param.type) {
    case 'number':
      return make('input', {
        type: 'number',
        name: param.name,
        required: '',
        min: String(param.least),
        max: String(param.most),
        value: String(param.value),
      });
    case 'choice':
      return make('select', { name: param.name }, ...param.of.map((each) => make('option', { value: each }, each)));
    case 'flag':
      return make('input', { type: 'checkbox', name: param.name, ...(param.value && { checked: '' }) });
  }
}

function read(param: Param, element: Control): string | number | boolean {
  if (param.type === 'number') return Number(element.value);
  return param.type === 'flag' && element instanceof HTMLInputElement ? element.checked : element.value;
}
