/** In what the exchange behaves otherwise in one protocol than in the other, beside how its frames look. */
import type { TradingRequest } from '@kraken-stream/core';
import type { TradingAnswer } from '../account/broker.js';
import type { Notation } from '../notation.js';
import { inWords } from './descriptions.js';
import { type Present, present, type Waits } from './present.js';
import { NAME_INVALID, UNSUPPORTED_EVENT } from './refusals.js';

export interface Manner {
  /** The version of the service that is imitated. */
  readonly version: string;
  /** Whether a change of the mode is told with the connection's id again. */
  readonly repeatsId: boolean;
  /** Whether one request too many is answered as what it asked for; else as an error of its own. */
  readonly namesExcess: boolean;
  /** Whether refusals say again what was to be subscribed to, once for each symbol. */
  readonly repeatsSubscription: boolean;
  /** The words for a channel of the other endpoint. */
  readonly otherChannel: string;
  /** What a request about orders means at this moment. */
  meant(request: TradingRequest, now: Present, waits: Waits): TradingRequest;
  /** The answer to it as it is told. */
  told(answer: TradingAnswer, request: TradingRequest): TradingAnswer;
}

export const MANNERS: Readonly<Record<Notation, Manner>> = {
  v1: {
    version: '1.9.1',
    repeatsId: false,
    namesExcess: false,
    repeatsSubscription: true,
    otherChannel: NAME_INVALID,
    meant: present,
    told: inWords,
  },
  v2: {
    version: '2.0.10',
    repeatsId: true,
    namesExcess: true,
    repeatsSubscription: false,
    otherChannel: UNSUPPORTED_EVENT,
    meant: (request) => request,
    told: (answer) => answer,
  },
};
