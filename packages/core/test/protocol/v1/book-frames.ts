/** v1 book frames: a printer, a reading by `JSON.parse` alone, generators. Shares no code with what it tests. */
import type { BookDepth } from '@kraken-stream/core';
import fc from 'fast-check';
import { decimal, mutated } from '../v2/frames.js';

export interface WireLevel {
  readonly price: string;
  readonly qty: string;
  /** Seconds since 1970, with six decimals. */
  readonly time: string;
  readonly republished?: boolean;
}

export interface WireBook {
  readonly name: string;
  readonly depth: BookDepth;
  readonly snapshot: boolean;
  readonly bids: readonly WireLevel[];
  readonly asks: readonly WireLevel[];
  /** Undefined in snapshots. */
  readonly checksum: number | undefined;
}

export const TIME = '1693415330.886651';

/** A frame as the exchange prints it. An update has levels on at least one side. */
export function printBook({ name, depth, snapshot, bids, asks, checksum }: WireBook): string {
  const side = (levels: readonly WireLevel[]) =>
    `[${levels.map(({ price, qty, time, republished }) => `["${price}","${qty}","${time}"${republished ? ',"r"' : ''}]`).join(',')}]`;
  const maps = snapshot
    ? `{"as":${side(asks)},"bs":${side(bids)}}`
    : `${[asks.length > 0 ? `{"a":${side(asks)}` : '', bids.length > 0 ? `{"b":${side(bids)}` : '']
        .filter((map) => map !== '')
        .join('},')},"c":"${checksum}"}`;
  return `[336,${maps},"book-${depth}","${name}"]`;
}

type WireLevels = readonly (readonly [string, string, string, string?])[];

/** What a frame says, the levels without their times, and the latest of those; undefined when it is no book frame. */
export function readBook(text: string) {
  let frame: unknown;
  try {
    frame = JSON.parse(text);
  } catch {
    return undefined;
  }
  if (!Array.isArray(frame) || frame.length < 4) return undefined;
  const [channel, name] = frame.slice(-2) as unknown[];
  if (typeof channel !== 'string' || !channel.startsWith('book-')) return undefined;
  const maps = Object.assign({}, ...(frame.slice(1, -2) as object[])) as Record<'a' | 'b' | 'as' | 'bs', WireLevels> & {
    c?: string;
  };
  const bids = maps.bs ?? maps.b ?? [];
  const asks = maps.as ?? maps.a ?? [];
  const times = [...bids, ...asks].map((level) => level[2]).sort();
  const levels = (side: WireLevels) => side.map(([price, qty]) => ({ price, qty }));
  return {
    snapshot: maps.as !== undefined,
    name,
    depth: Number(channel.slice('book-'.length)),
    bids: levels(bids),
    asks: levels(asks),
    checksum: maps.c === undefined ? undefined : Number(maps.c),
    timestamp: times.length === 0 ? undefined : timestampOf(times.at(-1)!),
  };
}

function timestampOf(time: string): string {
  const [seconds, micros] = time.split('.');
  return `${new Date(Number(seconds) * 1000).toISOString().slice(0, 19)}.${micros}Z`;
}

const levels = (min: number) =>
  fc
    .tuple(fc.nat({ max: 12 }), fc.nat({ max: 10 }), fc.constantFrom(10n ** 6n, 10n ** 12n, 2n ** 53n - 1n, 10n ** 19n))
    .chain(([priceDecimals, qtyDecimals, max]) =>
      fc.array(
        fc.record({
          price: decimal(priceDecimals, max, 1n),
          qty: fc.oneof(
            decimal(qtyDecimals, max),
            fc.constant(qtyDecimals === 0 ? '0' : `0.${'0'.repeat(qtyDecimals)}`),
          ),
          time: decimal(6, 1_693_415_330_999_999n, 1_693_415_329_000_000n),
          republished: fc.boolean(),
        }),
        { minLength: min, maxLength: 6 },
      ),
    );

const facts = {
  name: fc.constantFrom('XBT/USD', 'ETH/USD', 'A/B', 'XDG/XBT', 'TSLAx/USD'),
  depth: fc.constantFrom<BookDepth>(10, 25, 100, 500, 1000),
};

/** Books of all kinds, among them some whose digits only the general way can hold. */
export const wireBook: fc.Arbitrary<WireBook> = fc.oneof(
  fc.record({
    ...facts,
    snapshot: fc.constant(true),
    bids: levels(0),
    asks: levels(0),
    checksum: fc.constant(undefined),
  }),
  fc
    .record({
      ...facts,
      snapshot: fc.constant(false),
      bids: levels(1),
      asks: levels(1),
      checksum: fc.nat({ max: 0xffffffff }),
      only: fc.constantFrom('bids', 'asks', undefined),
    })
    .map(({ only, bids, asks, ...rest }) => ({
      ...rest,
      bids: only === 'asks' ? [] : bids,
      asks: only === 'bids' ? [] : asks,
    })),
);

const PARTS = [
  '["1.0","2.0","1693415330.000000"]',
  ',"r"',
  '},{"b":[',
  '"c":"1",',
  '"as":',
  'book-25',
  '"a":[]',
  '336,',
];

const text = wireBook.map(printBook);

/** A frame to which something has happened: often so little that it still is one. */
export const mutatedBook: fc.Arbitrary<string> = fc.oneof(
  mutated(text),
  fc.tuple(text, fc.nat(), fc.constantFrom(...PARTS)).map(([frame, at, part]) => replaced(frame, at, part, 0)),
  fc
    .tuple(
      text,
      fc.array(fc.tuple(fc.nat(), fc.constantFrom(...'0123456789.,"[]{}abcrs')), { minLength: 1, maxLength: 3 }),
    )
    .map(([frame, changes]) => changes.reduce((changed, [at, part]) => replaced(changed, at, part, 1), frame)),
);

function replaced(frame: string, at: number, part: string, length: number): string {
  const i = at % frame.length;
  return frame.slice(0, i) + part + frame.slice(i + length);
}
