/**
 * What can be broken from the page: each fault of the exchange in words, with what can be chosen about it. Knows nothing of
 * the page.
 */
import { type Fault, type FaultType, readFault } from '@kraken-stream/simulator';

/** Something about a fault that the person may choose. */
export type Param = { readonly name: string; readonly label: string } & (
  | { readonly type: 'number'; readonly value: number; readonly least: number; readonly most: number }
  | { readonly type: 'choice'; readonly value: string; readonly of: readonly string[] }
  | { readonly type: 'flag'; readonly value: boolean }
);

/** What must happen for the fault to have something to happen to. */
export type Occasion = 'resync' | 'reconnect' | 'order';

export interface Offer {
  readonly title: string;
  /** What the exchange does, and what the client makes of it. */
  readonly says: string;
  readonly params: readonly Param[];
  /** Whether it is of the books that are chosen, not of all connections. */
  readonly symbols?: true;
  readonly occasion?: Occasion;
}

export type Values = Readonly<Record<string, string | number | boolean>>;

/** Long enough that a connection is given up as dead, with room for a page that stands still for a moment. */
const SILENT_MS = 15_000;

const number = (name: string, label: string, value: number, least: number, most: number): Param => ({
  name,
  label,
  type: 'number',
  value,
  least,
  most,
});
const times = (value: number): Param => number('count', 'times', value, 1, 1000);
const lasting = (value: number): Param => number('ms', 'for ms', value, 100, 600_000);
const late = (value: number): Param => number('delayMs', 'late by ms', value, 1, 60_000);
const flag = (name: string, label: string, value: boolean): Param => ({ name, label, type: 'flag', value });
const choice = (name: string, label: string, ...of: [string, ...string[]]): Param => ({
  name,
  label,
  type: 'choice',
  value: of[0],
  of,
});
const CHANNEL = choice('channel', 'channel', 'book', 'ticker', 'trade', 'ohlc');

export const OFFERS: { readonly [T in FaultType]: Offer } = {
  'wrong-checksum': {
    title: 'Wrong checksum',
    says: 'Book frames carry a wrong checksum. The frame is taken back, the book is stale and started over.',
    params: [times(1)],
    symbols: true,
  },
  lose: {
    title: 'Lost frames',
    says: 'Data frames never arrive. The next checksum does not match, and the book is started over.',
    params: [times(3), CHANNEL],
    symbols: true,
  },
  duplicate: {
    title: 'Frames twice',
    says: 'Data frames come twice. A level told twice is the same level: the books stay proven.',
    params: [times(3), CHANNEL],
    symbols: true,
  },
  delay: {
    title: 'Late frames',
    says: 'Data frames come late, overtaken by those behind them. A checksum tells, and the book is started over.',
    params: [late(500), times(3), CHANNEL],
    symbols: true,
  },
  reorder: {
    title: 'Frames out of order',
    says: 'Data frames change places with the next. A checksum tells, and the book is started over.',
    params: [times(3), CHANNEL],
    symbols: true,
  },
  truncate: {
    title: 'Frames cut short',
    says: 'Data frames end too early. What was in them is not guessed: the book is started over.',
    params: [times(1), CHANNEL],
    symbols: true,
  },
  corrupt: {
    title: 'Corrupted frames',
    says: 'Data frames are no JSON, or have a wrong digit, which a checksum tells if it covers it.',
    params: [choice('how', 'how', 'json', 'digit'), times(1), CHANNEL],
    symbols: true,
  },
  'mute-subscription': {
    title: 'Silent subscription',
    says: 'After a reconnect a book is acknowledged, then no data comes. After 5 s it is subscribed to again.',
    params: [times(1)],
    symbols: true,
    occasion: 'reconnect',
  },
  'delay-acknowledgement': {
    title: 'Late acknowledgement',
    says: 'A book starts over, and acknowledgements come late, overtaken by the data.',
    params: [late(2000), times(1)],
    symbols: true,
    occasion: 'resync',
  },
  'lose-acknowledgement': {
    title: 'Lost acknowledgement',
    says: 'A book starts over, and what it asks is done but not acknowledged. Without an answer in 10 s it goes on.',
    params: [choice('method', 'of', 'unsubscribe', 'subscribe'), times(1)],
    symbols: true,
    occasion: 'resync',
  },
  'delay-snapshot': {
    title: 'Late snapshot',
    says: 'A book starts over, and its snapshot comes late. Until then the book is stale.',
    params: [late(3000), times(1)],
    symbols: true,
    occasion: 'resync',
  },
  'lose-snapshot': {
    title: 'Lost snapshot',
    says: 'A book starts over, and updates come without a snapshot. They are not believed; it is asked for again.',
    params: [times(1)],
    symbols: true,
    occasion: 'resync',
  },
  'refuse-symbol': {
    title: 'Refused symbol',
    says: 'A book starts over, and is refused. It was served before: it is asked for again, six times.',
    params: [times(2)],
    symbols: true,
    occasion: 'resync',
  },
  'msg-rate': {
    title: 'Exceeded msg rate',
    says: 'A book starts over, and its requests are too many. Nothing is sent for a second, then at half the pace.',
    params: [times(2), flag('legacy', 'as in older days', false)],
    symbols: true,
    occasion: 'resync',
  },
  drop: {
    title: 'Drop the socket',
    says: 'Connections are closed; 1006 cuts them. All is stale, reconnected and proven anew.',
    params: [number('code', 'code', 1006, 1000, 4999)],
  },
  mute: {
    title: 'Mute',
    says: 'Connections stay open, but nothing is sent or heard. Silence is noticed, and connections are made anew.',
    params: [lasting(SILENT_MS)],
  },
  'refuse-upgrade': {
    title: 'Refused connections',
    says: 'Connections are cut, and attempts to connect refused with an HTTP status. 429 bans for ten minutes.',
    params: [number('status', 'status', 503, 400, 599), times(2)],
    occasion: 'reconnect',
  },
  'hang-upgrade': {
    title: 'Hanging connections',
    says: 'Connections are cut, and attempts to connect not answered for a while. After 10 s they are given up.',
    params: [lasting(3000)],
    occasion: 'reconnect',
  },
  slow: {
    title: 'Slow bytes',
    says: 'Bytes trickle. Frames come late, but in order; when the silence is long, it is noticed.',
    params: [number('bytesPerSecond', 'bytes a second', 60, 1, 1_000_000), lasting(SILENT_MS)],
  },
  'delay-answer': {
    title: 'Late answer',
    says: 'A small order is placed, far below the market. Its answer comes late; reports tell it first.',
    params: [late(3000)],
    occasion: 'order',
  },
  'duplicate-answer': {
    title: 'Answer twice',
    says: 'A small order is placed, far below the market. Its answer comes twice, and counts once.',
    params: [],
    occasion: 'order',
  },
  'lose-answer': {
    title: 'Lost answer',
    says: 'A small order is placed, far below the market. No answer comes; after 10 s reports have told what became of it.',
    params: [],
    occasion: 'order',
  },
  'drop-on-request': {
    title: 'Cut before the answer',
    says: 'A small order is placed, and the connection cut before its answer. It is unknown, then settled by reports.',
    params: [flag('carriedOut', 'carried out', true)],
    occasion: 'order',
  },
  'skip-sequence': {
    title: 'Skipped number',
    says: 'A small order is placed, and its reports skip a number. What was missed is unknown: the channel starts over.',
    params: [],
    occasion: 'order',
  },
  'expire-token': {
    title: 'Expired token',
    says: 'Tokens expire, and a small order is placed. It is refused, a new token taken, and the order sent once more.',
    params: [],
    occasion: 'order',
  },
  maintenance: {
    title: 'Maintenance',
    says: 'The exchange goes into maintenance, then cancel only, then post only, then online.',
    params: [lasting(3000), flag('drop', 'drops connections', true), flag('refuseUpgrades', 'refuses new ones', false)],
  },
};

/** All faults by what they are of. */
export const GROUPS: readonly (readonly [string, readonly FaultType[]])[] = [
  ['Frames', ['wrong-checksum', 'lose', 'duplicate', 'delay', 'reorder', 'truncate', 'corrupt']],
  [
    'Subscriptions',
    [
      'mute-subscription',
      'delay-acknowledgement',
      'lose-acknowledgement',
      'delay-snapshot',
      'lose-snapshot',
      'refuse-symbol',
      'msg-rate',
    ],
  ],
  ['Connections', ['drop', 'mute', 'refuse-upgrade', 'hang-upgrade', 'slow']],
  ['Orders', ['delay-answer', 'duplicate-answer', 'lose-answer', 'drop-on-request']],
  ['Account', ['skip-sequence', 'expire-token']],
  ['Exchange', ['maintenance']],
];

/**
 * The faults to inject, in this order, for one that was chosen with these values; what is not among them is as offered.
 * Throws the exchange's `UsageError` for values out of range.
 */
export function faultsOf(type: FaultType, symbols: readonly string[], values: Values = {}): Fault[] {
  const { params, symbols: ofSymbols, occasion } = OFFERS[type];
  const chosen = Object.fromEntries(params.map(({ name, value }) => [name, values[name] ?? value]));
  // A request belongs to no book; what is of several books counts for each.
  const anyone = type === 'msg-rate' || ofSymbols !== true;
  const confined = type === 'wrong-checksum' ? {} : { channel: chosen['channel'] ?? 'book' };
  const faults = anyone
    ? [readFault({ type, ...chosen, ...(occasion === 'order' ? ORDER[type] : {}) })]
    : symbols.map((symbol) => readFault({ type, ...chosen, ...confined, symbol }));
  if (occasion === 'reconnect') return [{ type: 'drop' }, ...faults];
  if (occasion === 'resync')
    return [...faults, ...symbols.map((symbol) => ({ type: 'wrong-checksum', symbol }) as const)];
  return faults;
}

const METHOD = { method: 'add_order' };
/** What confines faults to the order that is placed. */
const ORDER: { readonly [T in FaultType]?: object } = {
  'delay-answer': METHOD,
  'duplicate-answer': METHOD,
  'lose-answer': METHOD,
  'drop-on-request': METHOD,
  'skip-sequence': { channel: 'executions' },
};
