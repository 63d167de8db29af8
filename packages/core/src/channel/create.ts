/** The channels by name. */
import { BalancesChannel } from './balances.js';
import { CandleChannel } from './candles.js';
import type { Channel } from './channel.js';
import type { DataByChannel } from './data.js';
import { ExecutionsChannel, type ExecutionsOptions } from './executions.js';
import { InstrumentChannel } from './instruments.js';
import type { PrivateOptions } from './sequence.js';
import { StatusChannel } from './status.js';
import { TickerChannel } from './ticker.js';
import { TradeChannel } from './trades.js';

/** What a channel needs to know of its topic. */
export type ChannelOptions =
  | { readonly channel: Exclude<keyof DataByChannel, 'executions' | 'balances'> }
  | ({ readonly channel: 'executions' } & ExecutionsOptions)
  | ({ readonly channel: 'balances' } & PrivateOptions);

export function createChannel(topic: ChannelOptions): Channel {
  switch (topic.channel) {
    case 'ticker':
      return new TickerChannel();
    case 'trade':
      return new TradeChannel();
    case 'ohlc':
      return new CandleChannel();
    case 'instrument':
      return new InstrumentChannel();
    case 'status':
      return new StatusChannel();
    case 'executions':
      return new ExecutionsChannel(topic);
    case 'balances':
      return new BalancesChannel(topic);
  }
}
