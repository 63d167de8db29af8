/**
 * All faults in one table: what each does, in words, and its fields. Parsing, validation, help and what is shown of
 * pending faults are made from it, and the compiler holds it to the types in `fault.ts`.
 */
import { TRADING_METHODS } from '@kraken-stream/core';
import {
  DATA_CHANNELS,
  DEFAULTS,
  type Fault,
  type FaultOf,
  type FaultType,
  FRAMES,
  PRIVATE_CHANNELS,
} from './fault.js';
import { choice, closeCode, count, type Field, flag, integer, number, required, text, time } from './field.js';

type FieldsOf<F extends Fault> = {
  readonly [K in Exclude<keyof F, 'type'>]-?: Field<undefined extends F[K] ? false : true>;
};

interface Entry<F extends Fault> {
  /** A sentence without its full stop, for help and for what is pending. */
  readonly says: string;
  /** The field that a bare value on the command line is for. */
  readonly short?: Exclude<keyof F, 'type'> & string;
  readonly fields: FieldsOf<F>;
  /** Whether it is of private connections alone. */
  readonly private?: true;
}

type Table = { readonly [T in FaultType]: Entry<FaultOf<T>> };

const CONNECTION = { connection: text(20) };
const LASTING = { count, ms: time() };
const STREAMS = { channel: choice(DATA_CHANNELS), symbol: text(64), ...CONNECTION, ...LASTING };
const DATA = { ...STREAMS, frames: choice(FRAMES, DEFAULTS.frames) };
const ACKNOWLEDGEMENTS = { ...STREAMS, method: choice(['subscribe', 'unsubscribe']) };
const ANSWERS = { method: choice(TRADING_METHODS), ...CONNECTION, ...LASTING };
const DELAY = { delayMs: required(time()) };

export const TABLE: Table = {
  drop: {
    says: 'connections are dropped',
    short: 'code',
    // A close frame has no room for more.
    fields: { code: closeCode(DEFAULTS.code), reason: text(123), ...CONNECTION },
  },
  'refuse-upgrade': {
    says: 'attempts to connect are refused',
    short: 'status',
    fields: { status: integer(400, 599, DEFAULTS.status), ...LASTING },
  },
  'hang-upgrade': {
    says: 'attempts to connect are not answered',
    short: 'ms',
    fields: { count, ms: required(time()) },
  },
  mute: {
    says: 'nothing is sent or heard',
    short: 'ms',
    fields: { ms: required(time()), ...CONNECTION },
  },
  'mute-subscription': { says: 'subscriptions are acknowledged but silent', short: 'symbol', fields: STREAMS },
  lose: { says: 'data frames are lost', short: 'symbol', fields: DATA },
  duplicate: { says: 'data frames are sent twice', short: 'symbol', fields: DATA },
  delay: { says: 'data frames come late and are overtaken', short: 'symbol', fields: { ...DELAY, ...DATA } },
  reorder: { says: 'data frames change places with the next', short: 'symbol', fields: DATA },
  truncate: { says: 'data frames are cut short', short: 'symbol', fields: DATA },
  corrupt: {
    says: 'data frames are corrupted',
    short: 'symbol',
    fields: { how: choice(['digit', 'json']), ...DATA },
  },
  'wrong-checksum': {
    says: 'book frames have a wrong checksum',
    short: 'symbol',
    fields: { symbol: text(64), ...CONNECTION, ...LASTING },
  },
  'delay-acknowledgement': {
    says: 'acknowledgements come late',
    short: 'symbol',
    fields: { ...DELAY, ...ACKNOWLEDGEMENTS },
  },
  'lose-acknowledgement': { says: 'acknowledgements are lost', short: 'symbol', fields: ACKNOWLEDGEMENTS },
  'delay-snapshot': {
    says: 'snapshots come late, updates behind them',
    short: 'symbol',
    fields: { ...DELAY, ...STREAMS },
  },
  'lose-snapshot': { says: 'snapshots are lost', short: 'symbol', fields: STREAMS },
  'refuse-symbol': {
    says: 'subscribing to a symbol is refused',
    short: 'symbol',
    fields: { ...STREAMS, symbol: required(text(64)), error: text(200) },
  },
  'msg-rate': {
    says: 'requests are answered Exceeded msg rate',
    short: 'count',
    fields: { legacy: flag(DEFAULTS.legacy), ...CONNECTION, ...LASTING },
  },
  maintenance: {
    says: 'the exchange goes into maintenance and back',
    short: 'ms',
    fields: {
      ms: required(time()),
      stepMs: time(DEFAULTS.stepMs),
      drop: flag(DEFAULTS.drop),
      refuseUpgrades: flag(DEFAULTS.refuseUpgrades),
    },
  },
  slow: {
    says: 'bytes trickle',
    short: 'bytesPerSecond',
    fields: { bytesPerSecond: required(number(1, 1_000_000_000)), ms: required(time()), ...CONNECTION },
  },
  'delay-answer': {
    says: 'answers about orders come late',
    short: 'delayMs',
    fields: { ...DELAY, ...ANSWERS },
    private: true,
  },
  'duplicate-answer': { says: 'answers about orders are sent twice', short: 'method', fields: ANSWERS, private: true },
  'lose-answer': { says: 'answers about orders are lost', short: 'method', fields: ANSWERS, private: true },
  'drop-on-request': {
    says: 'connections are cut before requests about orders are answered',
    short: 'method',
    fields: { carriedOut: flag(DEFAULTS.carriedOut), ...ANSWERS },
    private: true,
  },
  'skip-sequence': {
    says: "an account's channels skip a number",
    short: 'channel',
    fields: { channel: choice(PRIVATE_CHANNELS), part: choice(['orders', 'trades']), ...CONNECTION, ...LASTING },
    private: true,
  },
  'expire-token': { says: 'tokens issued so far expire', fields: {}, private: true },
};

/** The names of all faults, in the table's order. */
export const FAULT_TYPES: readonly FaultType[] = Object.keys(TABLE).filter(isFaultType);

/** Those of all connections, in the same order. */
export const PUBLIC_FAULT_TYPES: readonly FaultType[] = FAULT_TYPES.filter((type) => TABLE[type].private !== true);

export function isFaultType(name: unknown): name is FaultType {
  return typeof name === 'string' && Object.hasOwn(TABLE, name);
}

/** The fields of a fault by name, in the table's order. */
export function fieldsOf(type: FaultType): ReadonlyMap<string, Field> {
  return new Map<string, Field>(Object.entries(TABLE[type].fields));
}
