/** The panel that breaks the in-page exchange. Knows nothing of how the client takes it. */
import { UsageError } from '@kraken-stream/client';
import { describeFault, type Fault, type FaultType } from '@kraken-stream/simulator';
import { find, make, say } from '../dom.js';
import type { LocalExchange } from '../exchange.js';
import type { Journal } from '../journal.js';
import type { State, WantedBook } from '../link.js';
import { SYMBOLS } from '../link-books.js';
import type { Part } from '../part.js';
import type { Source } from '../source.js';
import { showFields } from './form.js';
import { faultsOf, GROUPS, OFFERS, type Values } from './offers.js';
import { tryOrder } from './trial.js';

const ALL = 'All books';
const ELSEWHERE =
  'Only the in-page exchange can be broken from here. The simulator as a server takes the same faults: --fault drop@10.';
const WELL = 'All is well on the exchange’s side.';
const NONE_HERE = 'None of these books is of the in-page exchange: add one that it trades, such as BTC/USD.';
/** Of what is pending; the others are counted. */
const SHOWN = 3;
/** What the exchange's account `demo` can pay with. */
const MONEY = /\/(USD|EUR)$/;

export class FaultPanel implements Part {
  readonly #target = find(document, '#fault-target', HTMLSelectElement);
  readonly #types = find(document, '#fault-type', HTMLSelectElement);
  readonly #says = find(document, '#fault-says', HTMLElement);
  readonly #fields = find(document, '#fault-fields', HTMLElement);
  readonly #problem = find(document, '#fault-problem', HTMLElement);
  readonly #status = find(document, '#fault-status', HTMLElement);
  readonly #mend = find(document, '#fault-mend', HTMLButtonElement);
  readonly #controls = [...find(document, '#faults', HTMLElement).querySelectorAll('button, select')];
  readonly #journal: Pick<Journal, 'did' | 'noticed'>;
  #exchange: LocalExchange | undefined;
  #source: Source | undefined;
  #books: readonly WantedBook[] = [];
  #read: () => Values = () => ({});

  constructor(journal: Pick<Journal, 'did' | 'noticed'>) {
    this.#journal = journal;
    for (const type of ['wrong-checksum', 'lose', 'drop', 'mute'] as const) {
      find(document, `[data-fault="${type}"]`, HTMLButtonElement).addEventListener('click', () => this.#break(type));
    }
    for (const [name, types] of GROUPS) {
      const options = types.map((type) => make('option', { value: type }, OFFERS[type].title));
      this.#types.append(make('optgroup', { label: name }, ...options));
    }
    this.#types.value = 'reorder';
    this.#types.addEventListener('change', () => this.#offer());
    find(document, '#fault-form', HTMLFormElement).addEventListener('submit', (event) => {
      event.preventDefault();
      this.#break(this.#type, this.#read());
    });
    this.#mend.addEventListener('click', () => {
      this.#exchange?.mend();
      this.#journal.did('you mended the exchange: nothing waits to go wrong any more');
      this.draw();
    });
    this.#offer();
  }

  /** What can be broken from now on. */
  follow(source: Source): void {
    this.#source = source;
    this.#exchange = source.exchange;
    for (const control of this.#controls) control.toggleAttribute('disabled', source.exchange === undefined);
    this.draw();
  }

  show({ books }: State): void {
    // A book of another exchange may still be there: of what is not traded here there are no frames.
    this.#books = books.filter(({ symbol }) => SYMBOLS.includes(symbol));
    const symbols = this.#books.map(({ symbol }) => symbol);
    const chosen = this.#target.value;
    this.#target.replaceChildren(...[ALL, ...symbols].map((name) => make('option', { value: name }, name)));
    this.#target.value = symbols.includes(chosen) ? chosen : ALL;
  }

  draw(): void {
    if (this.#exchange === undefined) {
      say(this.#status, ELSEWHERE);
      return;
    }
    const { pending } = this.#exchange;
    this.#mend.disabled = pending.length === 0;
    const more = pending.length - SHOWN;
    const lines = pending.slice(0, more > 1 ? SHOWN - 1 : SHOWN).map(({ text }) => text);
    if (more > 1) lines.push(`and ${more + 1} more`);
    say(this.#status, lines.length === 0 ? WELL : lines.join('\n'));
  }

  get #type(): FaultType {
    return GROUPS.flatMap(([, types]) => types).find((type) => type === this.#types.value) ?? 'reorder';
  }

  #offer(): void {
    const { says, params } = OFFERS[this.#type];
    say(this.#says, says);
    say(this.#problem, '');
    this.#read = showFields(this.#fields, params);
  }

  #break(type: FaultType, values?: Values): void {
    if (this.#source === undefined || this.#exchange === undefined) return;
    const exchange = this.#exchange;
    const { client } = this.#source;
    const { occasion, symbols: ofSymbols } = OFFERS[type];
    const symbols = this.#target.value === ALL ? this.#books.map(({ symbol }) => symbol) : [this.#target.value];
    let faults: readonly Fault[];
    try {
      faults = faultsOf(type, symbols, values);
      if (faults.length === 0) throw new UsageError('symbol', NONE_HERE);
      say(this.#problem, '');
    } catch (error) {
      if (!(error instanceof UsageError)) throw error;
      say(this.#problem, error.message);
      return;
    }
    const begin = (): void => {
      for (const fault of faults) exchange.inject(fault);
      const whose = ofSymbols === true ? `: ${symbols.join(', ')}` : '';
      this.#journal.did(`you broke it, ${inWords(faults, type)}${whose}`);
      this.draw();
    };
    if (occasion !== 'order') {
      begin();
      return;
    }
    const book = this.#books.find(({ symbol }) => MONEY.test(symbol)) ?? { symbol: 'BTC/USD', depth: 10 };
    void tryOrder(client, book.symbol, book.depth, begin, (tone, text) => {
      if (this.#source?.client === client) this.#journal.noticed(tone, text);
    });
  }
}

/** What was asked for, without whose it is and without what makes it show. */
function inWords(faults: readonly Fault[], type: FaultType): string {
  const fault = faults.find((each) => each.type === type);
  return fault === undefined
    ? type
    : describeFault({ ...fault, ...('symbol' in fault && { symbol: undefined }) } as Fault);
}
