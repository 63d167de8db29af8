import { type BookFrame, createBookFrame, v1 } from '@kraken-stream/core';
import { describe, expect, it } from 'vitest';
import { SessionContestant } from '../src/contestants.js';
import { snapshotFeed, updateFeed } from '../src/frames.js';
import { mixOf } from '../src/mix.js';
import { twentySymbols } from '../src/scenarios.js';
import { parseFrame, SimpleBook } from '../src/simple.js';
import { inV1, snapshotsInV1 } from '../src/v1-frames.js';

function scanned(text: string): BookFrame {
  const frame = createBookFrame();
  if (!v1.scanBook(text, frame)) throw new Error(`the scanner does not take ${text.slice(0, 200)}`);
  return frame;
}

describe('the measured frames of v1', () => {
  it('are of one side or of both, some levels republished, in the digits of v1', () => {
    const { snapshots, frames } = inV1(updateFeed({ symbols: ['BTC/USD'], depth: 10, count: 3000 }));
    expect(snapshots[0]).toMatch(
      /^\[336,\{"as":\[\["\d+\.\d{5}","\d+\.\d{8}","\d{10}\.\d{6}"\],.+"bs":\[.+\},"book-10","XBT\/USD"\]$/,
    );
    for (const [form, atLeast] of [
      [/^\[336,\{"a":\[\[[^{]+"c":"\d+"\},"book-10","XBT\/USD"\]$/, 500],
      [/^\[336,\{"b":\[\[[^{]+"c":"\d+"\},"book-10","XBT\/USD"\]$/, 500],
      [/^\[336,\{"a":[^{]+\},\{"b":[^{]+"c":"\d+"\},"book-10","XBT\/USD"\]$/, 10],
      [/,"r"\]/, 300],
    ] as const) {
      expect(frames.filter((text) => form.test(text)).length, String(form)).toBeGreaterThan(atLeast);
    }
  });

  it.each([10, 1000] as const)('change what v2 frames change, at depth %i', (depth) => {
    const feed = updateFeed({ symbols: ['BTC/USD'], depth, count: 2000 });
    const { charactersPerFrame: _, decimals, ...mix } = mixOf(inV1(feed));
    const { charactersPerFrame: _v2, decimals: fewer, ...mixOfV2 } = mixOf(feed);
    expect(mix).toEqual(mixOfV2);
    expect([decimals, fewer]).toEqual([
      [5, 5],
      [1, 1],
    ]);
  });

  it('are verified by a session, and by the simple implementation', () => {
    const feed = inV1(updateFeed({ symbols: twentySymbols(), depth: 100, count: 2000 }));
    const contestant = new SessionContestant(feed, 'objects');
    for (let round = 0; round < 2; round++) {
      contestant.begin();
      contestant.run(0, feed.frames.length);
      contestant.end();
    }
    const books = new Map(feed.topics.map(({ symbol, depth }) => [v1.nameOf(symbol), new SimpleBook(depth)]));
    const verdicts = [...feed.snapshots, ...feed.frames].map((text) => {
      const frame = parseFrame(text);
      return books.get(frame.data[0]!.symbol)!.take(frame);
    });
    expect(verdicts.filter((verdict) => verdict)).toHaveLength(feed.checksums);
  });

  it('are, as snapshots, all different and full, each with the update that proves it', () => {
    const feed = snapshotsInV1(snapshotFeed({ symbols: ['BTC/USD', 'XRP/USD'], depth: 1000, count: 6 }));
    expect([new Set(feed.frames).size, feed.checksums]).toEqual([12, 6]);
    for (const [i, text] of feed.frames.entries()) {
      const { snapshot, bids, asks } = scanned(text);
      expect([snapshot, bids.length, asks.length]).toEqual(i % 2 === 0 ? [true, 1000, 1000] : [false, 1, 0]);
    }
    const contestant = new SessionContestant(feed, 'told');
    contestant.begin();
    contestant.run(0, feed.frames.length);
    contestant.end();
  });
});
