/**
 * Topics of an account that are asked for in parts, each of which is answered by itself: which answers are about them, and
 * what becomes of a topic of which only a part was to be had. Of a session with an account.
 */

import type { ExecutionsMessage } from '../protocol/account.js';
import type { ClientCodec } from '../protocol/codec.js';
import type { AcknowledgedMessage, RefusedMessage } from '../protocol/message.js';
import { isHeldAlready, isInvalidSession, isTooMany } from '../protocol/refusals.js';
import type { Requests } from '../request/requests.js';
import type { Entry } from '../subscription/entry.js';
import type { Asking, Method, Told } from './asking.js';

/** As the exchange says it of one. */
const HELD = 'Already subscribed';

interface PartAnswer {
  readonly message: AcknowledgedMessage | RefusedMessage;
  /** Whether it says which part it is about. */
  readonly named: boolean;
}

export class Parted {
  readonly #codec: Pick<ClientCodec, 'executionParts'>;
  readonly #requests: Requests<Entry>;
  /** What was answered of requests that are about several parts, so far. */
  readonly #answers = new WeakMap<object, readonly PartAnswer[]>();
  /** Topics of which a part was refused, and why: told once the others are given up. */
  readonly #refused = new Map<Entry, string>();
  /** What came of a topic before all its parts were acknowledged. */
  #early:
    | { readonly entry: Entry; readonly reqId: number; readonly messages: readonly ExecutionsMessage[] }
    | undefined;

  constructor(codec: Pick<ClientCodec, 'executionParts'>, requests: Requests<Entry>) {
    this.#codec = codec;
    this.#requests = requests;
  }

  /** Whether it is an answer about a topic that was asked for in parts. */
  owns({ reqId }: AcknowledgedMessage | RefusedMessage): boolean {
    const [first, second] = this.#codec.executionParts;
    return second !== undefined && this.#requests.named(reqId, first ?? '');
  }

  /** What an answer says of its topic, if it was the last about it. */
  answered(message: AcknowledgedMessage | RefusedMessage, asking: Asking): readonly Told[] {
    const part = message.type === 'refused' ? message.subscription?.part : message.result.part;
    const answer = this.#requests.answeredOne(message.reqId, part);
    const [entry] = answer?.about ?? [];
    if (answer === undefined || entry === undefined) return [];
    const { request } = answer;
    const answers = [...(this.#answers.get(request) ?? []), { message, named: part !== undefined }];
    this.#answers.set(request, answers);
    if (request.unanswered.size > 0 || entry.reqId !== request.reqId || request.method === 'ping') return [];
    const told = this.#conclude(entry, request.method, answers, asking);
    return told === undefined ? [] : [told];
  }

  /** A topic is asked for anew, or no more. */
  forget(entry: Entry): void {
    this.#refused.delete(entry);
  }

  clear(): void {
    this.#refused.clear();
  }

  /** Keeps what comes of one part before the others are acknowledged: they may be refused, and then it counts for nothing. */
  keeps(entry: Entry | undefined, message: ExecutionsMessage): boolean {
    if (message.part === undefined || entry?.life !== 'sent') return false;
    const { reqId } = entry;
    const known = this.#early?.entry === entry && this.#early.reqId === reqId ? this.#early.messages : [];
    if (reqId !== undefined) this.#early = { entry, reqId, messages: [...known, message] };
    return true;
  }

  /** All parts of a topic are acknowledged: what came of some of them before that. */
  kept(entry: Entry): readonly ExecutionsMessage[] {
    const early = this.#early;
    if (early?.entry !== entry) return [];
    this.#early = undefined;
    return early.reqId === entry.reqId ? early.messages : [];
  }

  #conclude(entry: Entry, method: Method, answers: readonly PartAnswer[], asking: Asking): Told | undefined {
    const refusals = answers.flatMap(({ message }) => (message.type === 'refused' ? [message.error] : []));
    const unheard = refusals.filter((reason) => isTooMany(reason) || isInvalidSession(reason));
    if (method === 'unsubscribe' ? unheard.length > 0 : unheard.length === answers.length) {
      asking.askAgain(method, entry);
      return undefined;
    }
    if (method === 'unsubscribe') {
      // What is given up and was not held is given up as well.
      const refusal = this.#refused.get(entry);
      this.#refused.delete(entry);
      return refusal === undefined ? { entry, method } : { entry, method: 'subscribe', refusal };
    }
    const refusal = refusals.find((reason) => !unheard.includes(reason) && !isHeldAlready(reason));
    if (refusal === undefined) {
      // Of what is held the beginning is past: all parts begin anew.
      if (refusals.length > 0) return { entry, method, refusal: HELD };
      const warnings = answers.flatMap(({ message }) => ('result' in message ? (message.result.warnings ?? []) : []));
      return { entry, method, warnings };
    }
    // An answer that does not say its part may have come twice, and another part may be held all the same.
    const isSure = refusals.length === answers.length && answers.every(({ named }) => named);
    if (isSure && !refusals.some(isHeldAlready)) return { entry, method, refusal };
    // What others hold of it is given up first: nothing may be left of what is refused.
    asking.giveUp(entry);
    this.#refused.set(entry, refusal);
    return undefined;
  }
}
