/** The engine entry of @kraken-stream/simulator: runs in a page, a worker and Node alike. */
export { CATALOGUE } from './catalogue.js';
export { realClock, VirtualClock } from './clock.js';
export type { Level as EngineLevel } from './engine/level.js';
export type { LevelWatcher, Market, TradeWatcher } from './engine/market.js';
export type { Fill, NewOrder, Order, Placed, Side } from './engine/order.js';
export { Exchange, type ExchangeOptions, type ExchangeStats } from './exchange.js';
export type { DropFault, Fault, Faults, LoseFault, MuteFault, WrongChecksumFault } from './faults.js';
export type { AssetChanges, PairChanges } from './feed/instrument.js';
export { type Instrument, type InstrumentFacts, instrument, syntheticInstruments } from './instruments.js';
export type { ChannelOptions } from './server/channels.js';
export type { ServerConnection, Sink } from './server/host.js';
export type { HeldSubscription } from './server/subscriptions.js';
export { Simulator, type SimulatorOptions } from './simulator.js';
