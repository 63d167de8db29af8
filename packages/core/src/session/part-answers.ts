/**
 * What the answers about the parts of one topic come to. Each part is a subscription of its own; the topic is had only with
 * all of them. Knows nothing of what is sent.
 */
import type { AcknowledgedMessage, RefusedMessage } from '../protocol/message.js';
import { isHeldAlready, isInvalidSession, isTooMany } from '../protocol/refusals.js';
import type { OpenRequest } from '../request/requests.js';

export type Verdict =
  | { readonly type: 'acknowledged'; readonly warnings: readonly string[] }
  /** `partly`: another part may be held. */
  | { readonly type: 'refused'; readonly reason: string; readonly partly: boolean }
  /** Nothing of it was looked at: the same may be asked again. */
  | { readonly type: 'unheard' };

type PartAnswer =
  | { readonly type: 'acknowledged'; readonly warnings: readonly string[] }
  | { readonly type: 'refused' | 'unheard' | 'held'; readonly reason: string; readonly named: boolean };

export class PartAnswers {
  readonly #answers = new WeakMap<object, readonly PartAnswer[]>();

  /** Takes the answer about one part; the verdict with the last. `named`: whether it says which part it is about. */
  take(
    request: Pick<OpenRequest<unknown>, 'method' | 'unanswered'>,
    message: AcknowledgedMessage | RefusedMessage,
    named: boolean,
  ): Verdict | undefined {
    const answers = [...(this.#answers.get(request) ?? []), partAnswer(message, named)];
    this.#answers.set(request, answers);
    if (request.unanswered.size > 0) return undefined;
    return request.method === 'unsubscribe' ? releaseOf(answers) : verdictOf(answers);
  }
}

function partAnswer(message: AcknowledgedMessage | RefusedMessage, named: boolean): PartAnswer {
  if (message.type !== 'refused') return { type: 'acknowledged', warnings: message.result.warnings ?? [] };
  const { error: reason } = message;
  if (isTooMany(reason) || isInvalidSession(reason)) return { type: 'unheard', reason, named };
  return { type: isHeldAlready(reason) ? 'held' : 'refused', reason, named };
}

/** What is given up and was not held is given up as well. */
function releaseOf(answers: readonly PartAnswer[]): Verdict {
  if (answers.some(({ type }) => type === 'unheard')) return { type: 'unheard' };
  return { type: 'acknowledged', warnings: [] };
}

function verdictOf(answers: readonly PartAnswer[]): Verdict {
  const refusals = answers.flatMap((answer) => (answer.type === 'acknowledged' ? [] : [answer]));
  if (refusals.length === 0) {
    return {
      type: 'acknowledged',
      warnings: answers.flatMap((answer) => ('warnings' in answer ? answer.warnings : [])),
    };
  }
  if (answers.every(({ type }) => type === 'unheard')) return { type: 'unheard' };
  const final = refusals.find(({ type }) => type === 'refused');
  // An answer that does not say its part may have come twice, and another part may be held all the same.
  const isSure = refusals.length === answers.length && refusals.every(({ named }) => named);
  const isHeld = refusals.some(({ type }) => type === 'held');
  if (final !== undefined) return { type: 'refused', reason: final.reason, partly: !isSure || isHeld };
  // Of what is held the beginning is past: all parts begin anew.
  return { type: 'refused', reason: HELD, partly: false };
}

/** As the exchange says it of one. */
const HELD = 'Already subscribed';
