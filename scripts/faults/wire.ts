/**
 * Watches what goes over the wire between one client and the exchange: attempts to connect and their pace, connections
 * at a time, what the exchange holds for it. Knows messages, but no frame's form: that is the codec's.
 */
import type { HeldSubscription } from '@kraken-stream/simulator';
import type { Spoken } from './protocol.js';
import type { Complain } from './watch/watcher.js';

/** No more attempts than this in any ten minutes: what the client has promised, of the exchange's 150. */
const MOST_ATTEMPTS = { attempts: 100, ms: 600_000 };
/** Nor in any ten seconds: each wait is longer than the one before, by and large. */
const MOST_AT_ONCE = { attempts: 10, ms: 10_000 };
/** After maintenance, or a close that says that there is no data. */
const MAINTENANCE_MS = 5_000;
/** After the exchange has said that there were too many requests, none goes out that can wait. */
const PAUSE_MS = 1_000;
/** After a status 429. */
const BANNED_MS = 600_000;

const TOO_MANY = 'Exceeded msg rate';

export class Wire {
  /** When attempts were made. */
  readonly attempts: number[] = [];
  /** Whether the exchange has refused an attempt with 429. */
  banned = false;
  /** What the exchange calls the connection. */
  connection: string | undefined;
  readonly #spoken: Spoken;
  readonly #complain: Complain;
  #links = 0;
  #notBefore = Number.NEGATIVE_INFINITY;
  #quietUntil = Number.NEGATIVE_INFINITY;
  #maintenance = false;

  constructor(spoken: Spoken, complain: Complain) {
    this.#spoken = spoken;
    this.#complain = complain;
  }

  /** The client attempts to connect. */
  attempted(now: number): void {
    this.attempts.push(now);
    this.#links++;
    if (this.#links > 1) this.#complain(`${this.#links} connections at a time`);
    if (now < this.#notBefore) {
      this.#complain(`an attempt to connect ${this.#notBefore - now} ms before its time`);
    }
    for (const { attempts, ms } of [MOST_ATTEMPTS, MOST_AT_ONCE]) {
      const made = this.attempts.filter((at) => at > now - ms).length;
      if (made > attempts) this.#complain(`${made} attempts to connect within ${ms / 1000} s`);
    }
  }

  /** The client sends this. */
  sent(text: string, now: number): void {
    const request = this.#spoken.codec.decodeRequest(text);
    if (now >= this.#quietUntil || request.method === 'ping') return;
    this.#complain(`a request ${this.#quietUntil - now} ms too soon after ${TOO_MANY}`);
  }

  /** A frame reaches the client. */
  received(text: string, now: number): void {
    if (text.includes(TOO_MANY)) this.#quietUntil = now + PAUSE_MS;
    if (!this.#spoken.mayBeStatus(text)) return;
    const message = this.#spoken.codec.decode(text);
    if (message.type !== 'status') return;
    this.#maintenance = message.system === 'maintenance';
    this.connection = message.connectionId ?? this.connection;
  }

  /** A connection or an attempt is over, or is given up by the client. */
  ended(now: number, code: number, status: number | undefined): void {
    this.#links--;
    if (this.#maintenance || code === 1013) this.#notBefore = now + MAINTENANCE_MS;
    if (status !== 429) return;
    this.banned = true;
    this.#notBefore = now + BANNED_MS;
  }

  /** What the exchange holds at the end is what is wanted: each once, nothing else. */
  compare(held: readonly (readonly HeldSubscription[])[], wanted: readonly HeldSubscription[]): void {
    const has = held.flat().map(nameOf).sort();
    const wants = wanted.map(nameOf).sort();
    const [missing, more] = [without(wants, has), without(has, wants)];
    if (missing.length > 0) this.#complain(`the exchange does not hold ${missing.join(', ')}`);
    if (more.length > 0) this.#complain(`the exchange holds ${more.join(', ')}, which nobody wants`);
  }
}

/** A subscription, as far as it is known. */
type Held = Omit<HeldSubscription, 'channel'> & { readonly channel: string };

/** The same, without what is in the other, one for one. */
function without(names: readonly string[], others: readonly string[]): string[] {
  const left = [...others];
  return names.filter((name) => {
    const at = left.indexOf(name);
    if (at >= 0) left.splice(at, 1);
    return at < 0;
  });
}

function nameOf({ channel, part, symbol, depth, eventTrigger, interval }: Held): string {
  return [channel, part, symbol, depth, eventTrigger, interval].filter((part) => part !== undefined).join(' ');
}

/**
 * Watches one connection from the exchange's side: a client that was told that it holds something does not ask for it
 * again before it has given it up.
 */
export class Dealings {
  readonly #spoken: Spoken;
  readonly #complain: Complain;
  /** The channel that each request was about. */
  readonly #channels = new Map<number, HeldSubscription['channel']>();
  /** What the client was told that it holds, and has not asked to give up since. */
  readonly #told = new Set<string>();
  /** Requests about what was held in part. */
  readonly #inPart = new Set<number>();
  /** The request that asked last to give something up: an answer to an earlier one is history. */
  readonly #givenUp = new Map<string, number>();

  constructor(spoken: Spoken, complain: Complain) {
    this.#spoken = spoken;
    this.#complain = complain;
  }

  /** The client has sent this. */
  asked(text: string): void {
    const request = this.#spoken.codec.decodeRequest(text);
    if ('type' in request) {
      this.#complain(`the client sent what is no request: ${text.slice(0, 100)}`);
      return;
    }
    if (!('channel' in request)) return;
    if (request.reqId !== undefined) this.#channels.set(request.reqId, request.channel);
    if (request.method === 'subscribe') {
      if (this.#isHeldInPart(request.channel) && request.reqId !== undefined) this.#inPart.add(request.reqId);
      return;
    }
    const symbols = 'symbols' in request ? request.symbols : [undefined];
    for (const symbol of symbols) {
      const about = nameOf({ channel: request.channel, part: partOf(request), symbol });
      this.#told.delete(about);
      if (request.reqId !== undefined) this.#givenUp.set(about, request.reqId);
    }
  }

  /** Whether it is asked for in parts, of which not all were acknowledged: then it is asked for once more as a whole. */
  #isHeldInPart(channel: HeldSubscription['channel']): boolean {
    const parts = channel === 'executions' ? this.#spoken.codec.executionParts : [undefined];
    return parts.length > 1 && !parts.every((part) => this.#told.has(nameOf({ channel, part })));
  }

  /** The exchange has sent this. */
  sent(text: string): void {
    if (!this.#spoken.mayBeAnswer(text)) return;
    const message = this.#spoken.codec.decode(text);
    if (message.type === 'subscribed') {
      const { channel, part, symbol } = message.result;
      const held = nameOf({ channel, part, symbol });
      if ((message.reqId ?? 0) >= (this.#givenUp.get(held) ?? 0)) this.#told.add(held);
    }
    if (message.type !== 'refused' || !message.error.startsWith('Already subscribed')) return;
    const channel = message.reqId === undefined ? undefined : this.#channels.get(message.reqId);
    if (channel === undefined) return;
    const { symbol, subscription } = message;
    const about = nameOf({ channel, part: subscription?.part, symbol });
    if (this.#told.has(about) && !this.#inPart.has(message.reqId ?? 0)) {
      this.#complain(`${about} was asked for again, though it was acknowledged`);
    }
  }
}

/** Which of two streams a request is about, where a channel has two. */
function partOf(request: object): HeldSubscription['part'] {
  return 'part' in request ? (request.part as HeldSubscription['part']) : undefined;
}
