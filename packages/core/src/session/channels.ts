/**
 * Where the data of channels meets topics: finds the topic of a frame, has it placed behind what was seen, tells of
 * holes, and starts a topic over when something is missing that a new snapshot may have. Books go their own way.
 */
import { CHECKSUM_LEVELS } from '../book/checksum.js';
import type { ChannelMessage } from '../channel/channel.js';
import type { ClientCodec } from '../protocol/codec.js';
import type { StatusMessage } from '../protocol/message.js';
import type { DataEntry, Entry } from '../subscription/entry.js';
import { takesData } from '../subscription/life.js';
import { slotOf, symbolOf, type Topic } from '../subscription/topic.js';
import type { Outbox } from './outbox.js';
import type { DataEvent } from './output.js';
import type { Subscriptions } from './subscriptions.js';

export class Channels {
  readonly #codec: Pick<ClientCodec, 'prompt'>;
  readonly #subscriptions: Subscriptions;
  readonly #out: Outbox;
  readonly #told: (entry: DataEntry, event: DataEvent, now: number) => void;

  /** `told` hears of all data after its user. */
  constructor(
    codec: Pick<ClientCodec, 'prompt'>,
    subscriptions: Subscriptions,
    out: Outbox,
    told: (entry: DataEntry, event: DataEvent, now: number) => void,
  ) {
    this.#codec = codec;
    this.#subscriptions = subscriptions;
    this.#out = out;
    this.#told = told;
  }

  /** Takes a frame. Data of topics that nobody wants any more is dropped. */
  take(message: ChannelMessage, now: number): void {
    switch (message.type) {
      case 'ticker':
      case 'spread':
        this.#into(slotOf(message.type, message.data.symbol), message, message.data.timestamp, now);
        break;
      case 'trade':
        for (const [slot, data] of partsOf(message.data, (trade) => slotOf('trade', trade.symbol)))
          this.#into(slot, { ...message, data }, data[data.length - 1]!.timestamp, now);
        break;
      case 'ohlc':
        for (const [slot, data] of partsOf(message.data, (candle) => slotOf('ohlc', candle.symbol, candle.interval)))
          this.#into(slot, { ...message, data }, message.timestamp, now);
        break;
      case 'executions':
      case 'balances': {
        const slot = slotOf(message.type);
        const { parts, slots } = this.#subscriptions;
        if (message.type === 'executions' && parts?.keeps(slots.holder(slot), message)) break;
        const last = message.data[message.data.length - 1];
        this.#into(slot, message, last !== undefined && 'timestamp' in last ? last.timestamp : undefined, now);
        break;
      }
      default:
        this.#into(slotOf(message.type), message, undefined, now);
    }
  }

  /** All parts of a topic are acknowledged: takes what came of some of them before that. */
  acknowledged(entry: Entry, now: number): void {
    for (const message of this.#subscriptions.parts?.kept(entry) ?? []) this.take(message, now);
  }

  /** Gives the status that the connection was told to a topic that was wanted later. */
  awaited(status: StatusMessage, now: number): void {
    if (this.#subscriptions.slots.holder(slotOf('status'))?.life === 'sent') this.take(status, now);
  }

  /**
   * A frame could not be read: whatever it seems to have been about misses it. One that does not even show its channel
   * may have been about anything; trades notice by themselves what they miss, and books as far as their checksum goes.
   */
  unreadable(channel: string | undefined, symbol: string | undefined, now: number): void {
    for (const entry of this.#subscriptions.all) {
      const { topic } = entry;
      if (channel === undefined ? this.#isProven(topic) : topic.channel !== channel) continue;
      const own = symbolOf(topic);
      if (symbol !== undefined && own !== undefined && own !== symbol) continue;
      if (takesData(entry.life) && entry.life !== 'stale')
        this.#subscriptions.startOver(entry, 'a frame that could not be read', now);
    }
  }

  /** Whether what was lost of a topic shows in what follows. The status does not, but cannot be asked for either. */
  #isProven(topic: Topic): boolean {
    if (topic.channel === 'book') return topic.depth <= CHECKSUM_LEVELS;
    // Trades have numbers where they begin with those that were last.
    return !UNPROVEN.has(topic.channel) && (topic.channel !== 'trade' || this.#codec.prompt.has('trade'));
  }

  #into(slot: string, message: ChannelMessage, timestamp: string | undefined, now: number): void {
    const entry = this.#subscriptions.slots.holder(slot);
    if (entry === undefined || !keepsChannel(entry)) return;
    const live = entry.life === 'live';
    // A candle that does not say whether it is the beginning may be of what is held already, and was not heard of.
    if (entry.life === 'sent' && message.type === 'ohlc' && message.snapshot === undefined) return;
    const mood = { live, lenient: this.#subscriptions.isSpent(entry, now), subscription: entry.subscription };
    const taken = entry.channel.take(message, mood);
    if (taken.verdict === 'broken') this.#subscriptions.startOver(entry, taken.reason, now);
    if (taken.verdict !== 'told') return;

    const { seamless, missed } = taken;
    if (seamless) entry.holeReason = undefined;
    else if (entry.dataAt !== undefined) {
      entry.holeReason ??= missed === undefined ? 'another series began' : 'trades that are not to be had any more';
    }
    this.#subscriptions.tellGap(entry, now, missed);
    if (!live) this.#subscriptions.move(entry, 'data', now);
    else if (!seamless) entry.liveSince = now;
    entry.dataAt = now;
    const { snapshot, data } = taken;
    if (data === undefined) return;
    // A channel makes the data of its own topic.
    const event = { type: 'data', topic: entry.topic, snapshot, data, timestamp, receivedAt: now } as DataEvent;
    this.#out.emit(event);
    this.#told(entry, event, now);
  }
}

/** Channels whose frames are not numbered. */
const UNPROVEN: ReadonlySet<string> = /* @__PURE__ */ new Set(['ticker', 'spread', 'ohlc', 'instrument']);

/** Whether frames of this topic may be taken. */
function keepsChannel(entry: Entry): entry is DataEntry {
  return entry.channel !== undefined && takesData(entry.life);
}

/** A frame's data by topic, which is nearly always one. */
function partsOf<T>(data: readonly T[], slot: (part: T) => string): Map<string, T[]> {
  const parts = new Map<string, T[]>();
  for (const part of data) {
    const known = parts.get(slot(part));
    if (known === undefined) parts.set(slot(part), [part]);
    else known.push(part);
  }
  return parts;
}
