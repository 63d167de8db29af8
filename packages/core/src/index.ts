export type * from './account/own-orders.js';
export { BookSide } from './book/book-side.js';
export { bookChecksum } from './book/checksum.js';
export type { Cost } from './book/cost.js';
export { BookKeeper, type BookState, type BookStats, type Verdict } from './book/keeper.js';
export { type BookSnapshot, OrderBook } from './book/order-book.js';
export { BalancesChannel } from './channel/balances.js';
export type { Channel } from './channel/channel.js';
export type * from './channel/data.js';
export { ExecutionsChannel } from './channel/executions.js';
export { InstrumentChannel } from './channel/instruments.js';
export { type DecimalInput, decimalFrom } from './decimal/input.js';
export {
  ChecksumError,
  ConnectionError,
  type ConnectionFault,
  KrakenStreamError,
  ProtocolError,
  type ProtocolErrorFacts,
  RequestError,
  TimeoutError,
  UsageError,
} from './errors.js';
export { crc32 } from './levels/crc32.js';
export { Levels, type LevelText } from './levels/levels.js';
export type { Amendment, Edit } from './order/amendment.js';
export type { CancelTarget } from './order/cancel-target.js';
export { checkAmendment } from './order/check-amendment.js';
export { checkBatch } from './order/check-batch.js';
export { cancelParts, checkBatchCancel, checkCancel, checkCancelAllAfter } from './order/check-cancel.js';
export { checkEdit } from './order/check-edit.js';
export { checkOrder } from './order/check-order.js';
export type * from './order/conditional-close.js';
export { givenChoice, givenSymbol, isRecord, show, wrong } from './order/given.js';
export type { AmendRules, OrderRules } from './order/members.js';
export { checkMode } from './order/mode.js';
export type * from './order/new-order.js';
export type * from './order/triggers.js';
export type * from './protocol/account.js';
export type { BookFrame, ChannelName, ClientCodec, Codec, Objection, ServerCodec } from './protocol/codec.js';
export type * from './protocol/instrument.js';
export type * from './protocol/message.js';
export {
  CONDITIONAL_TYPES,
  type ConditionalType,
  FEE_PREFERENCES,
  type FeePreference,
  ORDER_TYPES,
  type OrderSide,
  type OrderType,
  PRICE_TYPES,
  type PriceType,
  SIDES,
  STP_TYPES,
  type StpType,
  TIMES_IN_FORCE,
  type TimeInForce,
  TRIGGER_REFERENCES,
  type TriggerReference,
} from './protocol/order.js';
export {
  type BalancesRequest,
  BOOK_DEPTHS,
  type BookDepth,
  type BookRequest,
  EVENT_TRIGGERS,
  type EventTrigger,
  type ExecutionsPart,
  type ExecutionsRequest,
  type InstrumentRequest,
  isPrivate,
  OHLC_INTERVALS,
  type OhlcInterval,
  type OhlcRequest,
  type PingRequest,
  type PrivateRequest,
  type PrivateSubscriptionRequest,
  type PublicRequest,
  type PublicSubscriptionRequest,
  type Request,
  type SpreadRequest,
  type SubscriptionRequest,
  type TickerRequest,
  type TradeRequest,
} from './protocol/request.js';
export { createBookFrame } from './protocol/scanner.js';
export { COMMON_SYMBOLS, KnownSymbols, v2Symbol } from './protocol/symbols.js';
export {
  type AddOrderRequest,
  type AmendOrderRequest,
  type BatchAddRequest,
  type BatchCancelRequest,
  type CancelAllOrdersAfterRequest,
  type CancelAllRequest,
  type CancelOrderRequest,
  type Conditional,
  type EditOrderRequest,
  isTradingMethod,
  type OrderFields,
  TRADING_METHODS,
  type TradingMethod,
  type TradingRequest,
  type Triggers,
} from './protocol/trading.js';
export { v1, v1Client, v1Market } from './protocol/v1/codec.js';
export { type Listing, listedAssets, listedPairs } from './protocol/v1/listing.js';
export { v2, v2Client, v2Market } from './protocol/v2/codec.js';
export * from './recording/format.js';
export { bookFrames } from './recording/made.js';
export { MASKED, Mask } from './recording/mask.js';
export { parseLine } from './recording/parse.js';
export { clientCodecOf, protocolOf } from './recording/protocol-of.js';
export * from './recording/read.js';
export type { RecordedTopic } from './recording/topics.js';
export { type OpenAccount, openAccount } from './session/account-side.js';
export type { TokenAnswer } from './session/authorization.js';
export { type BookData, BookOrigin, BookUpdate, contentOf } from './session/book-update.js';
export { type AttemptLog, type BudgetOptions, ConnectBudget, memoryLog } from './session/budget.js';
export type { Latency } from './session/latency.js';
export type { Clock, Connect, ConnectFailure, Link, LinkEvents } from './session/link.js';
export {
  type BackoffOptions,
  LIVENESS,
  type LivenessOptions,
  PACE,
  type PaceOptions,
  RECONNECT,
  REQUEST_TIMEOUT_MS,
  RESYNC,
  type ReconnectOptions,
  type ResyncOptions,
  type SessionOptions,
} from './session/options.js';
export type * from './session/output.js';
export { Retry } from './session/retry.js';
export { Session } from './session/session.js';
export { requestOf } from './session/subscription-request.js';
export type { Wish } from './session/wish.js';
export { LIFE, type Life, type LifeEvent, type Step } from './subscription/life.js';
export {
  type BalancesTopic,
  type BookTopic,
  type DataTopic,
  type ExecutionsTopic,
  type InstrumentTopic,
  type OhlcTopic,
  type PrivateTopic,
  type SpreadTopic,
  type StatusTopic,
  symbolOf,
  type TickerTopic,
  type Topic,
  type TradeTopic,
  topicKey,
} from './subscription/topic.js';
export type { DeskOptions } from './trading/desk.js';
export type * from './trading/fate.js';
export {
  type OrderLookup,
  type Rate,
  type RateCosts,
  RateCounters,
  type RatedOrder,
  type RateTier,
  rateCosts,
} from './trading/rate.js';
