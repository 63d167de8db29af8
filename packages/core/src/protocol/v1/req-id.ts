/** The numbers by which requests and answers find each other. */
import { accepts, identifier, integer, type Shape, taken, type WireObject, WRONG } from '../shape.js';

/**
 * Integers of 64 bits are taken on the wire and come back. A number from 2^53 up is none of this library's, and would not
 * keep its digits: it is as if there were none.
 */
export const reqId: Shape<number | undefined> = {
  expected: identifier.expected,
  read: (value) => (value === undefined || accepts(identifier, value) ? taken(integer, value) : WRONG),
};

export function reqIdOf(frame: WireObject): number | undefined {
  return taken(reqId, frame['reqid']);
}
