/** In what the exchange behaves otherwise in one protocol than in the other, beside how its frames look. */
import type { Notation } from '../notation.js';
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
}

export const MANNERS: Readonly<Record<Notation, Manner>> = {
  v1: {
    version: '1.9.1',
    repeatsId: false,
    namesExcess: false,
    repeatsSubscription: true,
    otherChannel: NAME_INVALID,
  },
  v2: {
    version: '2.0.10',
    repeatsId: true,
    namesExcess: true,
    repeatsSubscription: false,
    otherChannel: UNSUPPORTED_EVENT,
  },
};
