/** The numbers by which requests and answers find each other. */
import { identifier, integer, integerOf, optional, type Shape, type WireObject } from '../shape.js';

/** Integers of 64 bits are taken on the wire and come back. */
export const reqId: Shape = /* @__PURE__ */ optional(identifier);

/** A number from 2^53 up is none of this library's, and would not keep its digits: it is as if there were none. */
export function reqIdOf(frame: WireObject): number | undefined {
  const value = frame['reqid'];
  return integer.accepts(value) ? integerOf(value) : undefined;
}
