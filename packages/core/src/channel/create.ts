/** The channels of markets by name. */
import { CandleChannel } from './candles.js';
import type { Channel } from './channel.js';
import type { DataByChannel } from './data.js';
import { InstrumentChannel } from './instruments.js';
import { StatusChannel } from './status.js';
import { TickerChannel } from './ticker.js';
import { TradeChannel } from './trades.js';

/** Channels that are no account's. */
export type MarketChannel = Exclude<keyof DataByChannel, 'executions' | 'balances'>;

export function createChannel(channel: MarketChannel): Channel {
  switch (channel) {
    case 'ticker':
    case 'spread':
      return new TickerChannel(channel);
    case 'trade':
      return new TradeChannel();
    case 'ohlc':
      return new CandleChannel();
    case 'instrument':
      return new InstrumentChannel();
    case 'status':
      return new StatusChannel();
  }
}
