/**
 * Topics of an account that are asked for in parts, each of which is answered by itself: which answers are about them, and
 * what becomes of a topic of which only a part was to be had. Of a session with an account.
 */

import type { ExecutionsMessage } from '../protocol/account.js';
import type { ClientCodec } from '../protocol/codec.js';
import type { AcknowledgedMessage, RefusedMessage } from '../protocol/message.js';
import type { OpenRequest, Requests } from '../request/requests.js';
import type { Entry } from '../subscription/entry.js';
import type { Asking, Told } from './asking.js';
import { PartAnswers, type Verdict } from './part-answers.js';

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

  /** What an answer says of its topic, if it was the last about it. */
  answered(message: AcknowledgedMessage | RefusedMessage, asking: Asking): readonly Told[] {
    const part = message.type === 'refused' ? message.subscription?.part : message.result.part;
    const answer = this.#requests.answeredOne(message.reqId, part);
    const [entry] = answer?.about ?? [];
    if (answer === undefined || entry === undefined) return [];
    const { request } = answer;
    const verdict = this.#answers.take(request, message, part !== undefined);
    if (verdict === undefined || entry.reqId !== request.reqId) return [];
    const told = this.#conclude(request, entry, verdict, asking);
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

  #conclude({ method }: OpenRequest<Entry>, entry: Entry, verdict: Verdict, asking: Asking): Told | undefined {
    if (method === 'ping') return undefined;
    if (verdict.type === 'unheard') {
      asking.askAgain(method, entry);
      return undefined;
    }
    if (verdict.type === 'acknowledged') {
      const refusal = this.#refused.get(entry);
      if (refusal === undefined || method === 'subscribe') return { entry, method, warnings: verdict.warnings };
      this.#refused.delete(entry);
      return { entry, method: 'subscribe', refusal };
    }
    const { reason: refusal, partly } = verdict;
    if (!partly) return { entry, method, refusal };
    // What others hold of it is given up first: nothing may be left of what is refused.
    asking.giveUp(entry);
    this.#refused.set(entry, refusal);
    return undefined;
  }
}
