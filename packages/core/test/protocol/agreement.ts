/** What a shape accepts, held against what its parts do. */
import { accepts, explain, type Shape } from '../../src/protocol/shape.js';

/** Whether a shape, and each that is in it, accepts a value exactly when it has the outer form and all its parts are accepted. */
export function agrees(shape: Shape, value: unknown): boolean {
  const parts = shape.parts?.(value);
  if (parts === undefined) return accepts(shape, value) || explain(shape, value).path === '';
  const sound = parts.every(([, part, inner]) => accepts(inner, part));
  return accepts(shape, value) === sound && parts.every(([, part, inner]) => agrees(inner, part));
}
