/**
 * What has to be asked for: gathers topics into few requests, sends them no faster than the exchange takes them, and
 * finds out what an answer is about. Knows nothing of what a topic's life is.
 */
import { RequestError } from '../errors.js';
import type { ClientCodec } from '../protocol/codec.js';
import type { AcknowledgedMessage, RefusedMessage } from '../protocol/message.js';
import { isInvalidSession, isTooMany } from '../protocol/refusals.js';
import type { Requests } from '../request/requests.js';
import type { Entry } from '../subscription/entry.js';
import { groupKey, symbolOf } from '../subscription/topic.js';
import type { OpenAccount } from './account-side.js';
import type { CompleteOptions } from './options.js';
import type { Outbox } from './outbox.js';
import { Pace } from './pace.js';
import type { Parted } from './parted.js';
import { requestFor } from './subscription-request.js';

export type Method = 'subscribe' | 'unsubscribe';

/** Symbols in one request. */
const BATCH = 100;

/** What an answer says of a topic: that the request was carried out, or that it was refused. */
export interface Told {
  readonly entry: Entry;
  readonly method: Method;
  /** Why it was refused, if it was. */
  readonly refusal?: string | undefined;
  readonly warnings?: readonly string[] | undefined;
}

export class Asking {
  readonly #codec: ClientCodec;
  readonly #requests: Requests<Entry>;
  readonly #out: Outbox;
  readonly #pace: Pace;
  readonly #timeoutMs: number;
  readonly #token: () => string | undefined;
  readonly #unsent: Record<Method, Set<Entry>> = { unsubscribe: new Set(), subscribe: new Set() };
  /** Of a session with an account. */
  readonly #parts: Parted | undefined;
  readonly #account: OpenAccount | undefined;

  /** `token` is asked for what needs one. */
  constructor(
    codec: ClientCodec,
    requests: Requests<Entry>,
    out: Outbox,
    options: CompleteOptions,
    token: () => string | undefined,
    parts: Parted | undefined,
  ) {
    this.#token = token;
    this.#parts = parts;
    this.#account = options.account;
    this.#codec = codec;
    this.#requests = requests;
    this.#out = out;
    this.#timeoutMs = options.requestTimeoutMs;
    this.#pace = new Pace(options.pace);
  }

  /** Puts a request about a topic on the list. False when nothing has to be asked. */
  ask(method: Method, entry: Entry): boolean {
    if (entry.topic.channel === 'status') return false;
    const { subscribe } = this.#unsent;
    this.#parts?.forget(entry);
    // What was never asked for need not be given up. But what was asked for may be held, even if it is asked for again.
    if (method === 'unsubscribe' && subscribe.delete(entry) && entry.subscribedAt === undefined) return false;
    this.#unsent[method].add(entry);
    // Answers to what was asked before are history from now on, not only when this is sent.
    entry.reqId = undefined;
    return true;
  }

  /** Nothing is to be asked about a topic any more, and no answer is awaited. */
  forget(entry: Entry): void {
    entry.reqId = undefined;
    for (const unsent of Object.values(this.#unsent)) unsent.delete(entry);
    this.#parts?.forget(entry);
  }

  /** The connection is gone: what was to be asked on it is forgotten. */
  clear(): void {
    this.#unsent.subscribe.clear();
    this.#unsent.unsubscribe.clear();
    this.#parts?.clear();
  }

  /** Sends what may be sent now; whether anything was. What is given up goes first: its place may be wanted. */
  flush(now: number): boolean {
    let sent = false;
    for (const method of ['unsubscribe', 'subscribe'] as const) {
      if (this.#unsent[method].size === 0) continue;
      for (const entries of batches(this.#unsent[method])) {
        if (!this.#pace.take(now)) return sent;
        for (const entry of entries) this.#unsent[method].delete(entry);
        this.#send(method, entries, now);
        sent = true;
      }
    }
    return sent;
  }

  /** The exchange has said that there were too many requests. */
  slow(now: number): void {
    this.#pace.slow(now);
  }

  /** When something that waits may be sent. */
  nextDue(now: number): number {
    const waiting = this.#unsent.subscribe.size + this.#unsent.unsubscribe.size;
    return waiting === 0 ? Number.POSITIVE_INFINITY : this.#pace.nextAt(now);
  }

  /** What an answer says, by topic. An answer to nothing that was asked is told as an error. */
  answered(message: AcknowledgedMessage | RefusedMessage, now: number): readonly Told[] {
    const refusal = message.type === 'refused' ? message.error : undefined;
    const tooMany = refusal !== undefined && isTooMany(refusal);
    if (tooMany) this.#pace.slow(now);
    if (this.#parts?.owns(message)) return this.#parts.answered(message, this);
    const symbol = message.type === 'refused' ? this.#culprit(message) : message.result.symbol;
    const answer = this.#requests.answered(message.reqId, symbol);
    if (answer === undefined && message.type === 'refused') {
      // An answer to nothing that was asked on this connection, such as "Malformed request".
      this.#out.emit({ type: 'error', error: new RequestError({ ...message, reason: message.error }) });
    }
    if (answer === undefined || answer.request.method === 'ping') return [];
    const { method, reqId } = answer.request;
    // The user may have left and come back meanwhile: only the latest request counts.
    const about = answer.about.filter((entry) => entry.reqId === reqId);
    // With another token it will be taken.
    const unheard = tooMany || (refusal !== undefined && isInvalidSession(refusal));
    // A refusal that names no symbol may be the fault of one among many: asked for in halves, that one is found.
    const whose = refusal !== undefined && symbol === undefined && about.length > 1 && !concernsAll(refusal);
    if (unheard || whose) {
      for (const entry of about) {
        if (!unheard) entry.company = Math.ceil(about.length / 2);
        this.askAgain(method, entry);
      }
      return [];
    }
    const warnings = message.type === 'refused' ? undefined : message.result.warnings;
    return about.map((entry) => {
      if (refusal === undefined) entry.company = Number.POSITIVE_INFINITY;
      return { entry, method, refusal, warnings };
    });
  }

  /** The symbol that is refused. One that the request did not name tells no more than none. */
  #culprit({ reqId, symbol }: RefusedMessage): string | undefined {
    return symbol !== undefined && this.#requests.named(reqId, symbol) ? symbol : undefined;
  }

  /** What is held of a topic is not wanted: that goes first. */
  giveUp(entry: Entry): void {
    this.#unsent.unsubscribe.add(entry);
    entry.reqId = undefined;
  }

  /** What was wanted since the request that was not carried out still holds, and goes out as it was to go. */
  askAgain(method: Method, entry: Entry): void {
    entry.dueAt = undefined;
    const { subscribe, unsubscribe } = this.#unsent;
    if (method === 'unsubscribe') unsubscribe.add(entry);
    else if (!unsubscribe.has(entry)) subscribe.add(entry);
  }

  #send(method: Method, entries: readonly Entry[], now: number): void {
    const { topic } = entries[0]!;
    // Each part is a subscription of its own, which is asked for and answered by itself.
    const parts = topic.channel === 'executions' ? this.#codec.executionParts : [undefined];
    const about = new Map(
      entries.flatMap((entry) => parts.map((part) => [part ?? symbolOf(entry.topic) ?? '', entry])),
    );
    const reqId = this.#requests.open(method, now, about);
    for (const entry of entries) {
      entry.reqId = reqId;
      if (method === 'subscribe') {
        entry.subscribedAt ??= now;
        entry.subscription++;
      }
      entry.dueAt = now + this.#timeoutMs;
    }
    const symbols = entries.map((entry) => symbolOf(entry.topic) ?? '');
    for (const part of parts) {
      if (part !== parts[0]) this.#pace.take(now);
      const request = requestFor(method, topic, { symbols, part, reqId, token: this.#token() }, this.#account);
      this.#out.send(this.#codec.encodeRequest(request), now);
    }
  }
}

/** Refusals of what all topics of a request share: their options. */
function concernsAll(reason: string): boolean {
  return /depth|interval|event_trigger/i.test(reason);
}

/** Topics that can be asked for together, in requests that are not too large. */
function batches(entries: Iterable<Entry>): Entry[][] {
  const open = new Map<string, Entry[]>();
  const all: Entry[][] = [];
  for (const entry of entries) {
    const size = Math.min(BATCH, entry.company);
    const key = `${size} ${groupKey(entry.topic)}`;
    let batch = open.get(key);
    if (batch === undefined || batch.length >= size) {
      batch = [];
      open.set(key, batch);
      all.push(batch);
    }
    batch.push(entry);
  }
  return all;
}
