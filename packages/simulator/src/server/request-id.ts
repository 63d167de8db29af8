/**
 * Ids of requests that a double does not hold, nanoseconds for one: the exchange gives back any integer of 64 bits as it
 * came, digit for digit, and on v1 any text. A request is read with another id in the place of such a one, and its answers
 * get theirs back. Knows nothing else of requests.
 */
import type { Notation } from '../notation.js';

/** Integers that may need another in their place. */
const LONG = String.raw`-[1-9]\d{0,18}|[1-9]\d{15,19}`;
const TEXT = String.raw`"(?:[^"\\]|\\.)*"`;
const BEHIND = String.raw`(?=\s*[,}])`;

/** No inner quote of a string stands before a colon, so these find members only. */
const MEMBERS: Readonly<Record<Notation, { readonly name: string; readonly pattern: RegExp }>> = {
  v1: { name: 'reqid', pattern: new RegExp(String.raw`("reqid"\s*:\s*)(${LONG}|${TEXT})${BEHIND}`) },
  v2: { name: 'req_id', pattern: new RegExp(String.raw`("req_id"\s*:\s*)(${LONG})${BEHIND}`) },
};
const STAND_IN = String(Number.MAX_SAFE_INTEGER);
const [LEAST, MOST] = [-(2n ** 63n), 2n ** 64n - 1n];

/** A request as it can be read, and its id where that is another one then. */
export interface Readable {
  readonly text: string;
  /** Digits, or a text in its quotes. */
  readonly id?: string;
}

export function readable(request: string, protocol: Notation): Readable {
  const [found, name = '', id = ''] = MEMBERS[protocol].pattern.exec(request) ?? [];
  if (found === undefined || isHeld(id)) return { text: request };
  return { text: request.replace(found, `${name}${STAND_IN}`), id };
}

/** An answer to a request that was read with another id. */
export function withId(answer: string, id: string, protocol: Notation): string {
  const member = `"${MEMBERS[protocol].name}":`;
  return answer.replace(`${member}${STAND_IN}`, () => `${member}${id}`);
}

/** Whether it needs no other in its place, or is none that the exchange takes. */
function isHeld(id: string): boolean {
  if (id.startsWith('"')) return false;
  const value = BigInt(id);
  return (value >= 0n && value <= BigInt(STAND_IN)) || value < LEAST || value > MOST;
}
