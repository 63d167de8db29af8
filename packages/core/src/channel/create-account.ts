/** The channels of an account by name, and all others: apart, so that who looks at markets carries none of these. */
import { BalancesChannel } from './balances.js';
import type { Channel } from './channel.js';
import { createChannel, type MarketChannel } from './create.js';
import { ExecutionsChannel, type ExecutionsOptions } from './executions.js';
import type { PrivateOptions } from './sequence.js';

/** What a channel needs to know of its topic. */
export type ChannelOptions =
  | { readonly channel: MarketChannel }
  | ({ readonly channel: 'executions' } & ExecutionsOptions)
  | ({ readonly channel: 'balances' } & PrivateOptions);

export function createAccountChannel(topic: ChannelOptions): Channel {
  switch (topic.channel) {
    case 'executions':
      return new ExecutionsChannel(topic);
    case 'balances':
      return new BalancesChannel(topic);
    default:
      return createChannel(topic.channel);
  }
}
