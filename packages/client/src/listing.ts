/**
 * What REST lists, read again and again, and told as a session tells the channel `instrument`: with the same states, the
 * same events. Where nothing can be subscribed to, what happens between two readings is seen at the second.
 */
import {
  type Asset,
  InstrumentChannel,
  type Instruments,
  type InstrumentTopic,
  KrakenStreamError,
  type Listing as Listed,
  listedAssets,
  listedPairs,
  type Pair,
  Retry,
  type TopicState,
} from '@kraken-stream/core';
import type { PoolOptions } from './pool.js';
import type { Rest } from './rest.js';

/** How long a reading is taken for true, in milliseconds. */
const READ_EVERY_MS = 300_000;
/** How soon after a reading that failed whoever needs one may have another, in milliseconds. */
const HURRY_MS = 1000;

export class Listing {
  readonly topic: InstrumentTopic;
  readonly channel = new InstrumentChannel();
  readonly #rest: Rest;
  readonly #made: Pick<PoolOptions, 'clock' | 'session' | 'deliver'>;
  readonly #retry: Retry;
  readonly #aborting = new AbortController();
  #state: TopicState = 'pending';
  #reading = false;
  /** When the last reading that succeeded was done. */
  #readAt = 0;
  /** Until when nothing is read, whoever needs it. */
  #restsUntil = Number.NEGATIVE_INFINITY;
  #callOff: () => void = () => {};

  /** Nobody is told anything in the turn in which it is made. */
  constructor(topic: InstrumentTopic, rest: Rest, made: Pick<PoolOptions, 'clock' | 'session' | 'deliver'>) {
    this.topic = topic;
    this.#rest = rest;
    this.#made = made;
    this.#retry = new Retry(made.session.reconnect, made.session.random);
    queueMicrotask(() => void this.#read());
  }

  /** Somebody needs to know what is listed now. */
  hurry(): void {
    if (this.#state !== 'live' && this.#made.clock.now() >= this.#restsUntil) void this.#read();
  }

  /** Ends it; what is being read is not waited for. */
  close(): void {
    this.#callOff();
    this.#aborting.abort();
  }

  async #read(): Promise<void> {
    const { signal } = this.#aborting;
    if (this.#reading || signal.aborted) return;
    this.#reading = true;
    this.#callOff();
    const read = await readAll(this.#rest, this.topic.includeTokenizedAssets, signal).catch(
      (error: KrakenStreamError) => error,
    );
    this.#reading = false;
    if (signal.aborted) return;
    const now = this.#made.clock.now();
    if (read instanceof KrakenStreamError) this.#failed(read, now);
    else this.#listed(read, now);
  }

  #failed(error: KrakenStreamError, now: number): void {
    const status = 'status' in error && typeof error.status === 'number' ? error.status : undefined;
    const { waitMs, demanded } = this.#retry.after(0, status);
    this.#restsUntil = now + (demanded ? waitMs : HURRY_MS);
    this.#readAgainAt(now + waitMs);
    if (this.#state === 'live') this.#become('stale');
    this.#made.deliver({ type: 'error', error });
  }

  #listed(read: Instruments, now: number): void {
    const { topic, channel } = this;
    const { deliver } = this.#made;
    this.#retry.settled();
    this.#readAgainAt(now + READ_EVERY_MS);
    const known = channel.latest();
    const from = this.#readAt;
    this.#readAt = now;
    const live = this.#state === 'live';
    const told = live && known !== undefined ? changesOf(known, read) : { snapshot: true, data: read };
    if (told === undefined) return;
    const { snapshot, data } = told;
    channel.take({ type: 'instrument', snapshot, ...data }, { live, lenient: false });
    if (known === undefined) deliver({ type: 'acknowledged', topic, warnings: [] });
    else if (!live) deliver({ type: 'gap', topic, reason: 'what is listed could not be read', from, to: now });
    if (!live) this.#become('live');
    deliver({ type: 'data', topic, snapshot, data, timestamp: undefined, receivedAt: now });
  }

  #become(state: TopicState): void {
    this.#state = state;
    this.#made.deliver({ type: 'topic', topic: this.topic, state });
  }

  #readAgainAt(at: number): void {
    this.#callOff();
    if (!this.#aborting.signal.aborted) this.#callOff = this.#made.clock.at(at, () => void this.#read());
  }
}

/** Rejects with why it could not be read. Tokenised equities are listed by themselves, and only where they are asked for. */
async function readAll(rest: Rest, includeTokenizedAssets: boolean, signal: AbortSignal): Promise<Instruments> {
  const assets: Asset[] = [];
  const pairs: Pair[] = [];
  for (const kind of includeTokenizedAssets ? ['', 'tokenized_asset'] : ['']) {
    const query = (name: string) => (kind === '' ? '' : `?${name}=${kind}`);
    assets.push(...entriesOf(listedAssets(await rest.get('Assets', query('aclass'), signal))));
    pairs.push(...entriesOf(listedPairs(await rest.get('AssetPairs', query('aclass_base'), signal))));
  }
  return { assets, pairs };
}

function entriesOf<T>(listed: Listed<T>): readonly T[] {
  if ('error' in listed) throw listed.error;
  return listed.entries;
}

/** What is another than before; all, where something is listed no more, as a change cannot say that; undefined for nothing. */
function changesOf(known: Instruments, read: Instruments): { snapshot: boolean; data: Instruments } | undefined {
  const assets = differing(known.assets, read.assets, ({ id }) => id);
  const pairs = differing(known.pairs, read.pairs, ({ symbol }) => symbol);
  if (assets === undefined || pairs === undefined) return { snapshot: true, data: read };
  if (assets.length === 0 && pairs.length === 0) return undefined;
  return { snapshot: false, data: { assets, pairs } };
}

/** Undefined when one of those known is missing. */
function differing<T>(known: readonly T[], read: readonly T[], nameOf: (entry: T) => string): readonly T[] | undefined {
  const before = new Map(known.map((entry) => [nameOf(entry), JSON.stringify(entry)]));
  const differ = read.filter((entry) => before.get(nameOf(entry)) !== JSON.stringify(entry));
  for (const entry of read) before.delete(nameOf(entry));
  return before.size > 0 ? undefined : differ;
}
