/**
 * What the frames of one connection go through on their way out. What is held back lives here and dies with the
 * connection, whose timers end then. Knows neither requests nor sockets.
 */
import {
  type BalancesMessage,
  type ExecutionsMessage,
  isTradingMethod,
  type ServerCodec,
  type ServerMessage,
} from '@kraken-stream/core';
import { Frame } from '../frame.js';
import type { Random } from '../random.js';
import { brokenJson, isProven, truncated, wrongChecksum, wrongDigit } from './damage.js';
import { type After, Holds } from './holds.js';
import type { About, Ledger } from './ledger.js';
import { type Slowness, Trickle } from './trickle.js';

/** A connection of the exchange, as faults see it. */
export interface Line {
  /** As its status frame tells it. */
  readonly id: string;
  /** In which protocol its frames are written. */
  readonly codec: ServerCodec;
  send(text: string): void;
  close(code: number, reason: string): void;
  after: After;
}

/** How long a frame waits for one to change places with, in milliseconds. */
const PATIENCE_MS = 1000;

export class Passage {
  readonly line: Line;
  readonly #ledger: Ledger;
  readonly #random: Random;
  readonly #now: () => number;
  readonly #about: About;
  readonly #holds: Holds;
  readonly #trickle: Trickle;
  /** Subscriptions that get no data, and until when. */
  readonly #silent = new Map<string, number>();
  /** Subscriptions whose numbers are too high, and by how much. */
  readonly #skipped = new Map<string, number>();
  #late = 0;

  constructor(line: Line, ledger: Ledger, random: Random, now: () => number) {
    this.line = line;
    this.#ledger = ledger;
    this.#random = random;
    this.#now = now;
    this.#about = { connection: line.id };
    const after: After = (ms, run) => line.after(ms, run);
    this.#holds = new Holds(after, (text) => this.#trickle.put(text));
    this.#trickle = new Trickle(
      after,
      () => this.#slowness(),
      (text) => this.#write(text),
    );
  }

  /** Whether nothing is sent or heard. */
  get muted(): boolean {
    return this.#ledger.take('mute', this.#about) !== undefined;
  }

  send(frame: Frame): void {
    if (this.#untouched) {
      this.line.send(frame.textIn(this.line.codec));
      return;
    }
    if (this.muted) return;
    const { message } = frame;
    const about = aboutOf(message, this.line.id);
    if (about === undefined) this.#trickle.put(frame.textIn(this.line.codec));
    else if (message.type === 'subscribed' || message.type === 'unsubscribed') this.#acknowledge(frame, about);
    else if (about.channel === undefined) this.#answer(frame, about);
    else this.#stream(frame, about);
  }

  /** All is well again: what was held back is sent. */
  release(): void {
    this.#silent.clear();
    this.#holds.releaseAll();
    this.#trickle.flush();
  }

  get #untouched(): boolean {
    const remembers = this.#silent.size > 0 || this.#skipped.size > 0;
    return this.#ledger.calm && this.#trickle.empty && this.#holds.empty && !remembers;
  }

  #acknowledge(frame: Frame, about: About): void {
    // What was held back belongs to the subscription that ended, or to the one before.
    const stream = nameOf(about);
    this.#silent.delete(stream);
    this.#skipped.delete(stream);
    this.#holds.forget(`snapshot ${stream}`);
    this.#holds.forget(`swap ${stream}`);
    this.#holds.forgetEach(`late ${stream} `);
    if (this.#ledger.take('lose-acknowledgement', about) !== undefined) return;
    const delay = this.#ledger.take('delay-acknowledgement', about);
    const text = frame.textIn(this.line.codec);
    if (delay === undefined) this.#trickle.put(text);
    else this.#holds.hold(text, delay.fault.delayMs);
  }

  #answer(frame: Frame, about: About): void {
    if (this.#ledger.take('lose-answer', about) !== undefined) return;
    const times = this.#ledger.take('duplicate-answer', about) === undefined ? 1 : 2;
    const delay = this.#ledger.take('delay-answer', about);
    const text = frame.textIn(this.line.codec);
    for (let time = 0; time < times; time++) {
      if (delay === undefined) this.#trickle.put(text);
      else this.#holds.hold(text, delay.fault.delayMs);
    }
  }

  #stream(sent: Frame, about: About): void {
    const stream = nameOf(about);
    const frame = this.#numbered(sent, about, stream);
    if (this.#isSilent(stream, about) || this.#isLost(about)) return;
    // As text at once: feeds go on using what their messages are made of.
    const text = this.#damaged(frame, about);
    if (this.#holds.join(`snapshot ${stream}`, text)) return;
    const lateStart = about.snapshot === true ? this.#ledger.take('delay-snapshot', about) : undefined;
    if (lateStart !== undefined) {
      this.#holds.hold(text, lateStart.fault.delayMs, `snapshot ${stream}`);
      return;
    }
    const delay = this.#ledger.take('delay', about);
    if (delay !== undefined) {
      // By its number it would have a place in the subscription that follows.
      const name = isNumbered(frame.message) ? `late ${stream} ${this.#late++}` : undefined;
      this.#holds.hold(text, delay.fault.delayMs, name);
      return;
    }
    const swap = `swap ${stream}`;
    const pair = this.#holds.has(swap);
    if (!pair && this.#ledger.take('reorder', about) !== undefined) {
      this.#holds.hold(text, PATIENCE_MS, swap);
      return;
    }
    this.#trickle.put(text);
    if (this.#ledger.take('duplicate', about) !== undefined) this.#trickle.put(text);
    if (pair) this.#holds.release(swap);
  }

  /** The frame with the number that its stream has come to. */
  #numbered(frame: Frame, about: About, stream: string): Frame {
    const { message } = frame;
    if (!isNumbered(message)) return frame;
    if (!message.snapshot && this.#ledger.take('skip-sequence', about) !== undefined) {
      this.#skipped.set(stream, (this.#skipped.get(stream) ?? 0) + 1);
    }
    const skipped = this.#skipped.get(stream);
    return skipped === undefined ? frame : new Frame({ ...message, sequence: message.sequence + skipped });
  }

  #isSilent(stream: string, about: About): boolean {
    const now = this.#now();
    if ((this.#silent.get(stream) ?? now) > now) return true;
    this.#silent.delete(stream);
    const silenced = this.#ledger.take('mute-subscription', about);
    if (silenced !== undefined) this.#silent.set(stream, silenced.until);
    return silenced !== undefined;
  }

  #isLost(about: About): boolean {
    if (this.#ledger.take('lose', about) !== undefined) return true;
    return about.snapshot === true && this.#ledger.take('lose-snapshot', about) !== undefined;
  }

  #damaged(frame: Frame, about: About): string {
    const { message } = frame;
    const lying =
      message.type === 'book' && isProven(message) && this.#ledger.take('wrong-checksum', about) !== undefined
        ? wrongChecksum(message, this.#random)
        : frame;
    let damaged = lying.textIn(this.line.codec);
    const corrupt = this.#ledger.take('corrupt', about);
    if (corrupt !== undefined) {
      const how = corrupt.fault.how ?? (this.#random.chance(0.5) ? 'digit' : 'json');
      damaged = how === 'digit' ? wrongDigit(damaged, this.#random) : brokenJson(damaged, this.#random);
    }
    return this.#ledger.take('truncate', about) === undefined ? damaged : truncated(damaged, this.#random);
  }

  #write(text: string): void {
    if (!this.muted) this.line.send(text);
  }

  #slowness(): Slowness | undefined {
    const slow = this.#ledger.take('slow', this.#about);
    return slow && { bytesPerSecond: slow.fault.bytesPerSecond, leftMs: slow.until - this.#now() };
  }
}

/** What a frame is about; undefined for what belongs to no subscription. */
function aboutOf(message: ServerMessage, connection: string): About | undefined {
  switch (message.type) {
    case 'subscribed':
    case 'unsubscribed': {
      const { channel, symbol, part } = message.result;
      const method = message.type === 'subscribed' ? 'subscribe' : 'unsubscribe';
      return { connection, channel, symbol, part, method };
    }
    case 'book':
      return { connection, channel: 'book', symbol: message.symbol, snapshot: message.snapshot };
    case 'ticker':
      return { connection, channel: 'ticker', symbol: message.data.symbol, snapshot: message.snapshot };
    case 'spread':
      return { connection, channel: 'spread', symbol: message.data.symbol, snapshot: false };
    case 'trade':
    case 'ohlc':
      return { connection, channel: message.type, symbol: message.data[0]?.symbol, snapshot: message.snapshot };
    case 'executions':
      return { connection, channel: 'executions', part: message.part, snapshot: message.snapshot };
    case 'instrument':
    case 'balances':
      return { connection, channel: message.type, snapshot: message.snapshot };
    case 'answered':
      return { connection, method: message.method };
    case 'refused':
      return isTradingMethod(message.method) ? { connection, method: message.method } : undefined;
    default:
      return undefined;
  }
}

function isNumbered(message: ServerMessage): message is ExecutionsMessage | BalancesMessage {
  return message.type === 'executions' || message.type === 'balances';
}

/** One channel of one symbol, or one part of it. */
function nameOf({ channel, symbol = '', part = '' }: About): string {
  return `${channel} ${symbol}${part}`;
}
