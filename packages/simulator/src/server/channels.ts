/**
 * What the public channels offer: which options they take and what they are when left out, what acknowledgements say of
 * them, where the frames come from. Knows nothing of connections and of what they hold.
 */
import {
  type BalancesRequest,
  BOOK_DEPTHS,
  EVENT_TRIGGERS,
  type EventTrigger,
  type ExecutionsPart,
  type ExecutionsRequest,
  OHLC_INTERVALS,
  type OhlcInterval,
  type Request,
  type SubscriptionRequest,
} from '@kraken-stream/core';
import type { Feed, FrameListener } from '../feed/feed.js';
import type { Feeds } from '../feed/feeds.js';
import { Frame } from '../frame.js';
import type { Notation } from '../notation.js';
import type { Host } from './host.js';
import * as refusals from './refusals.js';

/** A channel and its options, as acknowledgements echo them. */
export interface ChannelOptions {
  readonly channel: SubscriptionRequest['channel'];
  /** Of a book: levels a side. */
  readonly depth?: number | undefined;
  /** Of a ticker. */
  readonly eventTrigger?: EventTrigger | undefined;
  /** Of candles: minutes. */
  readonly interval?: OhlcInterval | undefined;
  /** Of executions. The part where the protocol has two. */
  readonly part?: ExecutionsPart | undefined;
  readonly snapOrders?: boolean | undefined;
  readonly snapTrades?: boolean | undefined;
}

/** What is asked of the channels of an account. */
export type PrivateRequest = ExecutionsRequest | BalancesRequest;
/** What is asked of those that are open to anyone. */
export type PublicRequest = Exclude<SubscriptionRequest, PrivateRequest>;

/** Whether a request is about a channel of market data. */
export function isPublic(request: Request): request is PublicRequest {
  return 'channel' in request && request.channel !== 'executions' && request.channel !== 'balances';
}

/** Where a subscription's frames come from: begins with a snapshot or without; returns how to stop. */
export type Stream = (listener: FrameListener, snapshot: boolean) => () => void;

/** What a request asks of a channel, for each of its symbols. */
export interface Offer {
  readonly options: ChannelOptions;
  /** Whether a snapshot is sent. */
  readonly snapshot: boolean;
  readonly warnings?: readonly string[];
  /** Its frames as a protocol writes them. Undefined for a symbol that is not traded here. */
  stream(host: Host, symbol: string, notation: Notation): Stream | undefined;
}

/** What is offered to a request, or the exchange's words when it is refused for all of its symbols. */
export function offer(request: PublicRequest): Offer | string {
  const { channel, snapshot = true } = request;
  switch (channel) {
    case 'book': {
      const depth = BOOK_DEPTHS.find((each) => each === (request.depth ?? 10));
      if (depth === undefined) return refusals.DEPTH_NOT_SUPPORTED;
      return { options: { channel, depth }, snapshot, stream: ofMarket(({ level2 }) => level2, { depth }) };
    }
    case 'ticker': {
      const eventTrigger = EVENT_TRIGGERS.find((each) => each === (request.eventTrigger ?? 'trades'));
      if (eventTrigger === undefined) return refusals.EVENT_TRIGGER_NOT_SUPPORTED;
      return {
        options: { channel, eventTrigger },
        snapshot,
        stream: ofMarket(({ ticker }) => ticker, { eventTrigger }),
      };
    }
    case 'spread':
      return { options: { channel }, snapshot, stream: ofMarket(({ spread }) => spread, {}) };
    case 'trade':
      // The one channel that sends no snapshot unless it is told to.
      return { options: { channel }, snapshot: request.snapshot === true, stream: ofMarket(({ trade }) => trade, {}) };
    case 'ohlc': {
      const interval = OHLC_INTERVALS.find((each) => each === (request.interval ?? 1));
      if (interval === undefined) return refusals.INTERVAL_NOT_SUPPORTED;
      const warnings = ['timestamp is deprecated, use interval_begin'];
      return { options: { channel, interval }, snapshot, warnings, stream: ofMarket(({ ohlc }) => ohlc, { interval }) };
    }
    case 'instrument': {
      const warnings = ['tick_size is deprecated, use price_increment'];
      const tokenized = request.includeTokenizedAssets === true;
      const stream = (host: Host) => streamOf(host, host.instruments, { tokenized });
      return { options: { channel }, snapshot, warnings, stream };
    }
  }
}

/** Whether an unsubscribe means this subscription: what it leaves out fits. */
export function fits(held: ChannelOptions, request: PublicRequest): boolean {
  switch (request.channel) {
    case 'book':
      return request.depth === undefined || request.depth === held.depth;
    case 'ticker':
      return request.eventTrigger === undefined || request.eventTrigger === held.eventTrigger;
    default:
      return true;
  }
}

function ofMarket<Options>(feed: (feeds: Feeds) => Feed<Options>, options: Options): Offer['stream'] {
  return (host, symbol, notation) => {
    const floor = host.floor(symbol);
    if (floor === undefined) return undefined;
    const stream = streamOf(host, feed(floor.feeds(notation)), options);
    return (listener, snapshot) => {
      // What a snapshot shows already must not come again as an update.
      floor.flush(host.micros);
      return stream(listener, snapshot);
    };
  };
}

function streamOf<Options>(host: Host, feed: Feed<Options>, options: Options): Stream {
  return (listener, snapshot) => {
    const first = snapshot ? feed.snapshot(options, host.micros) : undefined;
    if (first !== undefined) listener(new Frame(first));
    return feed.listen(options, listener);
  };
}
