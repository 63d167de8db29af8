/// <reference lib="esnext.disposable" preserve="true" />
export type * from '@kraken-stream/core';
export {
  BOOK_DEPTHS,
  BookSide,
  BookUpdate,
  ChecksumError,
  CONDITIONAL_TYPES,
  ConnectBudget,
  ConnectionError,
  EVENT_TRIGGERS,
  FEE_PREFERENCES,
  KrakenStreamError,
  memoryLog,
  OHLC_INTERVALS,
  ORDER_TYPES,
  OrderBook,
  PRICE_TYPES,
  ProtocolError,
  RequestError,
  SIDES,
  STP_TYPES,
  TIMES_IN_FORCE,
  TimeoutError,
  TRIGGER_REFERENCES,
  UsageError,
} from '@kraken-stream/core';
export { AccountBalances, OpenOrders } from './account.js';
export type { BalancesEvent, ExecutionsEvent, OpenOrdersEvent, OwnTradesEvent } from './account-events.js';
export type { ClientOptions, TradingOptions } from './account-options.js';
export { Book, type BookEvents } from './book.js';
export { BookSubscription } from './book-subscription.js';
export type { BufferPolicy } from './buffer.js';
export type { CallOptions } from './calls.js';
export { type BalancesOptions, type ExecutionsOptions, KrakenClient } from './client.js';
export type { ClientConnectionEvent, ClientEvents, Warning } from './client-events.js';
export type { ConnectionInfo } from './connection-info.js';
export type { ChannelEvent } from './data-hub.js';
export { DeadMansSwitch, type DeadMansSwitchEvents } from './dead-mans-switch.js';
export { type Environment, type EnvironmentSignal, platformEnvironment } from './environment.js';
export type {
  InstrumentsEvent,
  OhlcEvent,
  SpreadEvent,
  StatusEvent,
  TickerEvent,
  TradesEvent,
} from './events.js';
export {
  type BookOptions,
  type InstrumentsOptions,
  MarketClient,
  type OhlcOptions,
  type TickerOptions,
} from './market-client.js';
export type { Endpoint, Endpoints, LimitOptions, MarketOptions } from './options.js';
export type { CountOutcome, OrderOutcome, Pending, Settled, Timer, TimerOutcome } from './outcome.js';
export type { Ping } from './pings.js';
export { type Protocol, type ProtocolVersion, v1, v2 } from './protocols.js';
export { Recorder, type RecordOptions, record } from './recorder.js';
export type { RestFetch } from './rest.js';
export { type Gap, Subscription, type SubscriptionEvents, type SubscriptionOptions } from './subscription.js';
export type { TokenProvider } from './token-source.js';
