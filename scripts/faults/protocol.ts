/** What differs between protocols in how a client is connected and how its frames are told apart. Knows no channel. */
import { type ChannelName, type Codec, type TradingMethod, v1, v2 } from '@kraken-stream/core';

export interface Spoken {
  readonly url: string;
  readonly privateUrl: string;
  readonly codec: Codec;
  /** Whether a frame may be one that tells of the exchange's mode: others need not be read to know that they do not. */
  mayBeStatus(text: string): boolean;
  /** Whether a frame may answer a request about a subscription. */
  mayBeAnswer(text: string): boolean;
}

export const PROTOCOLS = {
  v2: {
    url: 'memory://exchange/v2',
    privateUrl: 'memory://exchange/auth/v2',
    codec: v2,
    mayBeStatus: (text) => text.startsWith('{"channel":"status"'),
    mayBeAnswer: (text) => text.includes('"method"'),
  },
  v1: {
    url: 'memory://exchange/',
    privateUrl: 'memory://exchange/auth',
    codec: v1,
    mayBeStatus: (text) => text.includes('"systemStatus"'),
    mayBeAnswer: (text) => text.includes('"subscriptionStatus"'),
  },
} as const satisfies Readonly<Record<string, Spoken>>;
export type Protocol = keyof typeof PROTOCOLS;

/** Whether something can be subscribed to; what cannot is read elsewhere, or of another channel. */
export function hasChannel(protocol: Protocol, channel: ChannelName): boolean {
  return PROTOCOLS[protocol].codec.channels.has(channel);
}

/** What cannot be asked for about orders. */
export const LACKS: Readonly<Record<Protocol, readonly TradingMethod[]>> = {
  v2: [],
  v1: ['batch_add', 'batch_cancel'],
};

export function isProtocol(name: string): name is Protocol {
  return Object.hasOwn(PROTOCOLS, name);
}
