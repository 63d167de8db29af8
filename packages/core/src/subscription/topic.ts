/**
 * What can be subscribed to. A topic is one symbol's part of a channel with its options, or a channel without symbols.
 */
import type { ClientCodec } from '../protocol/codec.js';
import type { BookDepth, EventTrigger, OhlcInterval } from '../protocol/request.js';

/** The level2 book of one symbol. */
export interface BookTopic {
  readonly channel: 'book';
  readonly symbol: string;
  readonly depth: BookDepth;
}

/** Best bid and ask, and the last 24 hours, of one symbol. */
export interface TickerTopic {
  readonly channel: 'ticker';
  readonly symbol: string;
  readonly eventTrigger: EventTrigger;
}

/** The best bid and ask of one symbol, where the protocol has a channel of its own for it. */
export interface SpreadTopic {
  readonly channel: 'spread';
  readonly symbol: string;
}

/** The trades of one symbol. */
export interface TradeTopic {
  readonly channel: 'trade';
  readonly symbol: string;
}

/** The candles of one symbol. */
export interface OhlcTopic {
  readonly channel: 'ohlc';
  readonly symbol: string;
  /** Minutes. */
  readonly interval: OhlcInterval;
}

/** All assets and pairs. */
export interface InstrumentTopic {
  readonly channel: 'instrument';
  readonly includeTokenizedAssets: boolean;
}

/** The exchange's mode. It is told to every connection; nothing is asked for it. */
export interface StatusTopic {
  readonly channel: 'status';
}

/** What becomes of an account's orders. */
export interface ExecutionsTopic {
  readonly channel: 'executions';
  readonly snapOrders: boolean;
  readonly snapTrades: boolean;
  readonly orderStatus: boolean;
  readonly ratecounter: boolean;
  /** False: every fill of a taker's order by itself; where the protocol can be asked for that. */
  readonly consolidateTaker?: boolean | undefined;
  readonly rebased?: boolean | undefined;
  /** Sub-accounts as well; then there is no snapshot. */
  readonly users?: 'all' | undefined;
}

/** What an account has. */
export interface BalancesTopic {
  readonly channel: 'balances';
  readonly rebased?: boolean | undefined;
  /** Sub-accounts as well; then there is no snapshot. */
  readonly users?: 'all' | undefined;
}

/** Topics of an account, which need a token. */
export type PrivateTopic = ExecutionsTopic | BalancesTopic;

/** Topics whose data is handed on; a book is kept. */
export type DataTopic =
  | TickerTopic
  | SpreadTopic
  | TradeTopic
  | OhlcTopic
  | InstrumentTopic
  | StatusTopic
  | PrivateTopic;
/** One symbol’s part of a channel, with its options. */
export type Topic = BookTopic | DataTopic;

/** Equal topics have equal keys. */
export function topicKey(topic: Topic): string {
  return `${groupKey(topic)} ${symbolOf(topic) ?? ''}`;
}

/** Topics of equal keys can be asked for in one request. */
export function groupKey(topic: Topic): string {
  switch (topic.channel) {
    case 'book':
      return `book ${topic.depth}`;
    case 'ticker':
      return `ticker ${topic.eventTrigger}`;
    case 'ohlc':
      return `ohlc ${topic.interval}`;
    case 'instrument':
      return `instrument ${topic.includeTokenizedAssets}`;
    case 'executions': {
      const { snapOrders, snapTrades, orderStatus, ratecounter, consolidateTaker, rebased, users } = topic;
      const options = [snapOrders, snapTrades, orderStatus, ratecounter, consolidateTaker, rebased, users];
      return `executions ${options.join(' ')}`;
    }
    case 'balances':
      return `balances ${topic.rebased} ${topic.users}`;
    default:
      return topic.channel;
  }
}

/**
 * A connection can hold one topic of each slot: the exchange refuses a second depth of a book, and frames do not say to
 * which event trigger they belong.
 */
export function slotKey(topic: Topic): string {
  return slotOf(topic.channel, symbolOf(topic), topic.channel === 'ohlc' ? topic.interval : undefined);
}

/** The same by what frames say of their topic. */
export function slotOf(channel: Topic['channel'], symbol = '', interval?: number): string {
  return interval === undefined ? `${channel} ${symbol}` : `${channel} ${interval} ${symbol}`;
}

/** Undefined for channels without symbols. */
export function symbolOf(topic: Topic): string | undefined {
  return 'symbol' in topic ? topic.symbol : undefined;
}

/** Whether the data of a topic begins at once, with a whole: else nothing need come until something happens. */
export function hasSnapshot(
  topic: Topic,
  { prompt, executionParts }: Pick<ClientCodec, 'prompt' | 'executionParts'>,
): boolean {
  if (!prompt.has(topic.channel)) return false;
  // Where orders are told apart from fills, they always begin with all that are open.
  if (topic.channel === 'executions' && executionParts.includes('orders')) return true;
  if (topic.channel === 'executions' && !topic.snapOrders && !topic.snapTrades) return false;
  return !('users' in topic && topic.users === 'all');
}
