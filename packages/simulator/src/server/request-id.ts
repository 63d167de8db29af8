/**
 * Ids of requests that a double does not hold, nanoseconds for one: the exchange gives back any integer of 64 bits as it
 * came, digit for digit. A request is read with another id in the place of such a one, and its answers get theirs back.
 * Knows nothing else of requests.
 */

/** No inner quote of a string stands before a colon, so this finds members only. */
const MEMBER = /("req_id"\s*:\s*)(-[1-9]\d{0,18}|[1-9]\d{15,19})(?=\s*[,}])/;
const STAND_IN = String(Number.MAX_SAFE_INTEGER);
const [LEAST, MOST] = [-(2n ** 63n), 2n ** 64n - 1n];

/** A request as it can be read, and its id where that is another one then. */
export interface Readable {
  readonly text: string;
  /** Digits. */
  readonly id?: string;
}

export function readable(request: string): Readable {
  const [found, name = '', id = ''] = MEMBER.exec(request) ?? [];
  if (found === undefined || isHeld(BigInt(id))) return { text: request };
  return { text: request.replace(found, `${name}${STAND_IN}`), id };
}

/** An answer to a request that was read with another id. */
export function withId(answer: string, id: string): string {
  return answer.replace(`"req_id":${STAND_IN}`, `"req_id":${id}`);
}

/** Whether it needs no other in its place, or is none that the exchange takes. */
function isHeld(id: bigint): boolean {
  return (id >= 0n && id <= BigInt(STAND_IN)) || id < LEAST || id > MOST;
}
