/**
 * What can go wrong, as values: each fault says what happens, to whom, how often and for how long. Types and defaults
 * only; ranges, words and parsing stand in `table.ts`. Knows nothing of how a fault is carried out.
 */

import type { ExecutionsPart, TradingMethod } from '@kraken-stream/core';

/** The channels of an account. */
export const PRIVATE_CHANNELS = ['executions', 'balances'] as const;
/** A channel of an account. */
export type PrivateChannel = (typeof PRIVATE_CHANNELS)[number];

/** The channels that carry data. Those of an account have no symbol: a fault of one symbol does not concern them. */
export const DATA_CHANNELS = ['book', 'ticker', 'spread', 'trade', 'ohlc', 'instrument', ...PRIVATE_CHANNELS] as const;
/** A channel of the market. */
export type DataChannel = (typeof DATA_CHANNELS)[number];

/** Which frames of a subscription: those that follow, those with which it begins, or both. */
export const FRAMES = ['updates', 'snapshots', 'all'] as const;
/** Whose frames a fault can concern. */
export type Frames = (typeof FRAMES)[number];

/** What is meant where a fault leaves it out. */
export const DEFAULTS = {
  code: 1006,
  status: 503,
  frames: 'updates',
  stepMs: 1000,
  legacy: false,
  drop: false,
  refuseUpgrades: false,
  carriedOut: true,
} as const;

interface Lasting {
  /** How many, counted over all connections. When left out: 1, or without limit if `ms` is given. `Infinity`: all. */
  readonly count?: number | undefined;
  /** For how long it lasts, in milliseconds of the exchange's time; without limit when left out. */
  readonly ms?: number | undefined;
}

interface OnConnection {
  /** Only the connection of this id, which its status frame tells; every connection when left out. */
  readonly connection?: string | undefined;
}

interface OnStreams extends Lasting, OnConnection {
  /** Only this channel; every channel when left out. */
  readonly channel?: DataChannel | undefined;
  /** Only this symbol; every symbol when left out. */
  readonly symbol?: string | undefined;
}

interface OnFrames extends OnStreams {
  /** Updates when left out. */
  readonly frames?: Frames | undefined;
}

interface OnAcknowledgements extends OnStreams {
  /** Only answers to this method; to both when left out. */
  readonly method?: 'subscribe' | 'unsubscribe' | undefined;
}

interface OnAnswers extends Lasting, OnConnection {
  /** Only answers to this method about orders; to all of them when left out. */
  readonly method?: TradingMethod | undefined;
}

/** Connections close. Without a code they are cut without a close frame, which clients see as 1006. */
export interface DropFault extends OnConnection {
  readonly type: 'drop';
  /** 1000 to 1014 or 3000 to 4999; 1006 cuts. */
  readonly code?: number | undefined;
  readonly reason?: string | undefined;
}

/** Attempts to connect are refused with an HTTP status. */
export interface RefuseUpgradeFault extends Lasting {
  readonly type: 'refuse-upgrade';
  /** 400 to 599; 503 when left out. 429 says that there were too many attempts. */
  readonly status?: number | undefined;
}

/** Attempts to connect are not answered before `ms` are over; then as usual. */
export interface HangUpgradeFault extends Lasting {
  readonly type: 'hang-upgrade';
  readonly ms: number;
}

/** Connections stay open, but nothing is sent, and requests are not heard. */
export interface MuteFault extends OnConnection {
  readonly type: 'mute';
  readonly ms: number;
}

/**
 * Subscriptions are acknowledged and then get no data, until they are made anew or `ms` are over. Those that get data
 * already fall silent.
 */
export interface MuteSubscriptionFault extends OnStreams {
  readonly type: 'mute-subscription';
}

/** Data frames are never sent. */
export interface LoseFault extends OnFrames {
  readonly type: 'lose';
}

/** Data frames are sent twice. */
export interface DuplicateFault extends OnFrames {
  readonly type: 'duplicate';
}

/** Data frames are sent later, and overtaken by those that follow. */
export interface DelayFault extends OnFrames {
  readonly type: 'delay';
  readonly delayMs: number;
}

/** Data frames change places with the next one of their channel and symbol; after a second without one they are sent. */
export interface ReorderFault extends OnFrames {
  readonly type: 'reorder';
}

/** Data frames end too early. */
export interface TruncateFault extends OnFrames {
  readonly type: 'truncate';
}

/** Data frames have a wrong digit somewhere, or are no JSON. */
export interface CorruptFault extends OnFrames {
  readonly type: 'corrupt';
  /** One or the other, by the seed, when left out. A wrong digit may be one that no checksum covers. */
  readonly how?: 'digit' | 'json' | undefined;
}

/** Book frames carry a wrong checksum, snapshots among them where they have one: in v2. */
export interface WrongChecksumFault extends Lasting, OnConnection {
  readonly type: 'wrong-checksum';
  /** Only this symbol; every symbol when left out. */
  readonly symbol?: string | undefined;
}

/** Acknowledgements are sent later, and overtaken by the data. */
export interface DelayAcknowledgementFault extends OnAcknowledgements {
  readonly type: 'delay-acknowledgement';
  readonly delayMs: number;
}

/** Acknowledgements are never sent, though what was asked for is done. */
export interface LoseAcknowledgementFault extends OnAcknowledgements {
  readonly type: 'lose-acknowledgement';
}

/** Snapshots are sent later, and the updates wait behind them. (`delay` lets the updates overtake.) */
export interface DelaySnapshotFault extends OnStreams {
  readonly type: 'delay-snapshot';
  readonly delayMs: number;
}

/** Snapshots are never sent; updates are. */
export interface LoseSnapshotFault extends OnStreams {
  readonly type: 'lose-snapshot';
}

/** Subscribing to a symbol is refused. */
export interface RefuseSymbolFault extends OnStreams {
  readonly type: 'refuse-symbol';
  readonly symbol: string;
  /** The exchange's words; `Currency pair not supported` and the pair's name when left out. */
  readonly error?: string | undefined;
}

/** Requests are answered `Exceeded msg rate`, and not carried out. */
export interface MsgRateFault extends Lasting, OnConnection {
  readonly type: 'msg-rate';
  /** The answer of older days, `{"Error":"Exceeded msg rate"}`, which names no request. */
  readonly legacy?: boolean | undefined;
}

/** The exchange is in maintenance for `ms`, then `cancel_only`, then `post_only`, then online. */
export interface MaintenanceFault {
  readonly type: 'maintenance';
  readonly ms: number;
  /** How long each of the two modes in between lasts; 1,000 when left out. */
  readonly stepMs?: number | undefined;
  /** Whether connections close with 1001 at its beginning. */
  readonly drop?: boolean | undefined;
  /** Whether attempts to connect are refused with 503 while it lasts. */
  readonly refuseUpgrades?: boolean | undefined;
}

/** Frames are sent in order but late: no more than so many bytes a second reach a connection. */
export interface SlowFault extends OnConnection {
  readonly type: 'slow';
  readonly bytesPerSecond: number;
  readonly ms: number;
}

/** Answers to requests about orders are sent later, and overtaken by reports and by other answers. */
export interface DelayAnswerFault extends OnAnswers {
  readonly type: 'delay-answer';
  readonly delayMs: number;
}

/** Answers to requests about orders are sent twice. */
export interface DuplicateAnswerFault extends OnAnswers {
  readonly type: 'duplicate-answer';
}

/** Answers to requests about orders are never sent, though what was asked for is done. */
export interface LoseAnswerFault extends OnAnswers {
  readonly type: 'lose-answer';
}

/** Connections are cut when a request about orders has come, before it is answered. */
export interface DropOnRequestFault extends OnAnswers {
  readonly type: 'drop-on-request';
  /** Whether the request is carried out nevertheless; it is when left out. */
  readonly carriedOut?: boolean | undefined;
}

/** A number is left out before an update of an account's channel: nothing is missing, but nobody can know. */
export interface SkipSequenceFault extends Lasting, OnConnection {
  readonly type: 'skip-sequence';
  /** Only this channel; both when left out. */
  readonly channel?: PrivateChannel | undefined;
  /** Only this one of the two streams in which v1 tells executions; both when left out. */
  readonly part?: ExecutionsPart | undefined;
}

/** Tokens issued so far are not valid any more. Subscriptions made with them go on. */
export interface ExpireTokenFault {
  readonly type: 'expire-token';
}

/** Something that goes wrong on demand. */
export type Fault =
  | DropFault
  | RefuseUpgradeFault
  | HangUpgradeFault
  | MuteFault
  | MuteSubscriptionFault
  | LoseFault
  | DuplicateFault
  | DelayFault
  | ReorderFault
  | TruncateFault
  | CorruptFault
  | WrongChecksumFault
  | DelayAcknowledgementFault
  | LoseAcknowledgementFault
  | DelaySnapshotFault
  | LoseSnapshotFault
  | RefuseSymbolFault
  | MsgRateFault
  | MaintenanceFault
  | SlowFault
  | DelayAnswerFault
  | DuplicateAnswerFault
  | LoseAnswerFault
  | DropOnRequestFault
  | SkipSequenceFault
  | ExpireTokenFault;

/** A fault that is at work for a while, not all at once. */
export type LastingFault = Exclude<Fault, DropFault | MaintenanceFault | ExpireTokenFault>;

/** The kinds of faults. */
export type FaultType = Fault['type'];
/** The fault of a kind. */
export type FaultOf<T extends FaultType> = Extract<Fault, { readonly type: T }>;

/** A fault and when it happens, counted in milliseconds from when the script is begun. */
export interface ScriptedFault {
  readonly atMs: number;
  readonly fault: Fault;
}
