/** What a shape accepts, held against what its parts do. */
import { accepts, explain, type Shape } from '../../src/protocol/shape.js';

/** Whether a shape accepts a value exactly when all in it is accepted, and says of another that it is wrong. */
export function agrees(shape: Shape, value: unknown): boolean {
  const accepted = accepts(shape, value);
  return accepted === isSound(shape, value) && (accepted || explain(shape, value).expected !== '');
}

/** Whether a value has the outer form, and all its parts, down to the last, are accepted. */
function isSound(shape: Shape, value: unknown): boolean {
  const parts = shape.parts?.(value);
  // Of what has no parts, or has not even the outer form, there is nothing else to be asked.
  if (parts === undefined) return accepts(shape, value);
  return parts.every(([, part, inner]) => isSound(inner, part));
}
