/**
 * Topics of an account that are asked for in parts, each of which is answered by itself: which answers are about them, and
 * what becomes of a topic of which only a part was to be had. Of a session with an account.
 */

import type { ExecutionsMessage } from '../protocol/account.js';
import type { ClientCodec } from '../protocol/codec.js';
import type { AcknowledgedMessage, RefusedMessage } from '../protocol/message.js';
import type { OpenRequest, Requests } from '../request/requests.js';
import type { Entry } from '../subscription/entry.js';
import type { Answer, Method } from './asking.js';
import { PartAnswers, type Verdict } from './part-answers.js';

/** What can be done about a topic whose parts were answered. */
export interface PartedHost {
  tell(entry: Entry, answer: Answer): void;
  askAgain(method: Method, entry: Entry): void;
  /** What is held of it is not wanted. */
  giveUp(entry: Entry): void;
}

export class Parted {
  readonly #codec: Pick<ClientCodec, 'executionParts'>;
  readonly #requests: Requests<Entry>;
  readonly #answers = new PartAnswers();
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

  answered(message: AcknowledgedMessage | RefusedMessage, host: PartedHost): void {
    const part = message.type === 'refused' ? message.subscription?.part : message.result.part;
    const answer = this.#requests.answeredOne(message.reqId, part);
    const [entry] = answer?.about ?? [];
    if (answer === undefined || entry === undefined) return;
    const { request } = answer;
    const verdict = this.#answers.take(request, message, part !== undefined);
    if (verdict !== undefined && entry.reqId === request.reqId) this.#conclude(request, entry, verdict, host);
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

  #conclude({ method }: OpenRequest<Entry>, entry: Entry, verdict: Verdict, host: PartedHost): void {
    if (method === 'ping') return;
    const refusal = this.#refused.get(entry);
    if (verdict.type === 'unheard') host.askAgain(method, entry);
    else if (method === 'unsubscribe' && refusal !== undefined) {
      this.#refused.delete(entry);
      host.tell(entry, { type: 'refused', method: 'subscribe', reason: refusal });
    } else if (method === 'subscribe' && verdict.type === 'refused' && verdict.partly) {
      // What others hold of it is given up first: nothing may be left of what is refused.
      host.giveUp(entry);
      this.#refused.set(entry, verdict.reason);
    } else if (verdict.type === 'refused') host.tell(entry, { type: 'refused', method, reason: verdict.reason });
    else host.tell(entry, { type: 'acknowledged', method, warnings: verdict.warnings });
  }
}
