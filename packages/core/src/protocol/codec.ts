/**
 * What a protocol version must be able to do. The client uses one half of a codec, the simulator the other, so that
 * each is the other's test.
 */
import type { Levels } from '../levels/levels.js';
import type { Message, RefusedMessage, ServerMessage } from './message.js';
import type { ExecutionsPart, PrivateRequest, Request, SubscriptionRequest } from './request.js';
import type { WireObject } from './shape.js';

/** What can be subscribed to. */
export type ChannelName = SubscriptionRequest['channel'] | 'status';

/** Why something cannot be asked in a protocol, and what to do: whose fault it is, as a `UsageError` names it. */
export interface Objection {
  readonly field: string;
  readonly message: string;
  /** Whether there is none where the type of the order is known: see `EditOrderRequest.orderType`. */
  readonly unlessTyped?: true | undefined;
}

/**
 * A book frame as a scanner leaves it: nothing allocated, everything reused by the next scan.
 * Offsets point into the scanned text.
 */
export interface BookFrame {
  snapshot: boolean;
  symbolStart: number;
  symbolEnd: number;
  readonly bids: Levels;
  readonly asks: Levels;
  /** Levels a side, as the frame says; 0 where the protocol does not. */
  depth: number;
  /** Unsigned 32-bit integer; -1 when the frame has none, as snapshots of v1. */
  checksum: number;
}

/** The client's half of a protocol version. */
export interface ClientCodec {
  readonly protocol: 'v1' | 'v2';
  /** Where the exchange speaks it. */
  readonly endpoints: { readonly public: string; readonly private: string };
  readonly channels: ReadonlySet<ChannelName>;
  /** The channels whose data begins at once; in the others nothing need come until something happens. */
  readonly prompt: ReadonlySet<ChannelName>;
  /** The streams in which executions are told, each subscribed to by itself; one, without a name, where they are told in one. */
  readonly executionParts: readonly (ExecutionsPart | undefined)[];
  /** Makes sense of any text. Never throws: what makes no sense is an `invalid` message. */
  decode(text: string): Message;
  /**
   * The fast way for book frames of exactly the recorded shape: fills `frame` and returns true. For anything else
   * returns false, and `decode` takes the text; where both take it, both find the same.
   */
  scanBook(text: string, frame: BookFrame): boolean;
  /** The time of a frame that `scanBook` takes, RFC 3339 with microseconds: it is not looked for before it is asked for. */
  bookTime(text: string): string | undefined;
  /** What `objection` has nothing against. */
  encodeRequest(request: Request): string;
  /** Why a request cannot be said in this protocol; undefined when it can. */
  objection(request: Request): Objection | undefined;
  /** What the protocol calls a symbol, as it stands in its frames. */
  nameOf(symbol: string): string;
  /** A time of one of its frames as RFC 3339 with microseconds. */
  timeOf(text: string): string;
}

/** What a codec has beside markets. `F` is what frames of channels look like when they are parsed. */
export interface AccountPart<F> {
  readonly channels: readonly ChannelName[];
  /** A frame of a channel; undefined where it is none of an account. */
  stream(channel: string, frame: F, text: string): Message | undefined;
  /** An answer, by what it says that it answers; undefined where that is nothing about orders. */
  answer(name: string, frame: WireObject, text: string): Message | undefined;
  /** What `objection` has nothing against. */
  encode(request: PrivateRequest): string;
  objection(request: PrivateRequest): Objection | undefined;
}

/** Of a codec of markets: nothing of an account is known to it, and nothing can be said. */
export const NO_ACCOUNT: AccountPart<unknown> = {
  channels: [],
  stream: () => undefined,
  answer: () => undefined,
  encode: (request) => {
    throw new TypeError(ofNoAccount(request).message);
  },
  objection: ofNoAccount,
};

function ofNoAccount({ method }: PrivateRequest): Objection {
  return {
    field: 'method',
    message: `method: expected none of an account, as the codec is of markets; received '${method}'`,
  };
}

/** The exchange's half of a protocol version. */
export interface ServerCodec {
  readonly protocol: 'v1' | 'v2';
  /** A request, or the refusal (without times) that the exchange would answer. Never throws. */
  decodeRequest(text: string): Request | RefusedMessage;
  /** The bytes that the exchange would send: recorded key order, compact, every digit as given. */
  encode(message: ServerMessage): string;
}

/** One protocol version, from both sides of the wire. */
export interface Codec extends ClientCodec, ServerCodec {}

/** Both halves. Bundlers leave out a call that is marked as pure and not used; a spread they keep, and all that is in it. */
export function wholeCodec(client: ClientCodec, server: Omit<ServerCodec, 'protocol'>): Codec {
  return { ...client, ...server };
}
