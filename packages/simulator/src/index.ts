/** The engine entry of @kraken-stream/simulator: runs in a page, a worker and Node alike. */
export {
  type RecordedEvent,
  type RecordedFrame,
  type RecordedTopic,
  type Recording,
  RecordingReader,
  readRecording,
  type UnreadLine,
} from '@kraken-stream/core';
export type {
  Account,
  AccountListener,
  AccountOptions,
  KeyOptions,
  Permissions,
  Tier,
} from './account/account.js';
export type { Broker, TradingAnswer } from './account/broker.js';
export { demoAccount } from './account/demo.js';
export { CATALOGUE } from './catalogue.js';
export { realClock, VirtualClock } from './clock.js';
export type { Level as EngineLevel } from './engine/level.js';
export type { LevelWatcher, Market, TradeWatcher } from './engine/market.js';
export type { Fill, NewOrder, Order, Placed, Side } from './engine/order.js';
export { Exchange, type ExchangeOptions, type ExchangeStats } from './exchange.js';
export type {
  CorruptFault,
  DataChannel,
  DelayAcknowledgementFault,
  DelayAnswerFault,
  DelayFault,
  DelaySnapshotFault,
  DropFault,
  DropOnRequestFault,
  DuplicateAnswerFault,
  DuplicateFault,
  ExpireTokenFault,
  Fault,
  FaultOf,
  FaultType,
  Frames,
  HangUpgradeFault,
  LoseAcknowledgementFault,
  LoseAnswerFault,
  LoseFault,
  LoseSnapshotFault,
  MaintenanceFault,
  MsgRateFault,
  MuteFault,
  MuteSubscriptionFault,
  PrivateChannel,
  RefuseSymbolFault,
  RefuseUpgradeFault,
  ReorderFault,
  ScriptedFault,
  SkipSequenceFault,
  SlowFault,
  TruncateFault,
  WrongChecksumFault,
} from './faults/fault.js';
export type { Faults, PendingFault } from './faults/faults.js';
export { type ChaosOptions, type RandomFaultOptions, RECOVERY_MS, randomFaults } from './faults/random.js';
export { parseFault, readFault, readTimedFault, type TimedFault } from './faults/read.js';
export { describeFault } from './faults/words.js';
export type { AssetChanges, PairChanges } from './feed/instrument.js';
export { type Instrument, type InstrumentFacts, instrument, syntheticInstruments } from './instruments.js';
export { Player, type PlayerOptions, type PlayerState } from './replay/player.js';
export type { CallInit, CallResponse } from './rest/calls.js';
export type { ChannelOptions } from './server/channels.js';
export type { ServerConnection, Sink } from './server/host.js';
export type { HeldSubscription } from './server/subscriptions.js';
export { Simulator, type SimulatorOptions } from './simulator.js';
