/** The simple implementation is worth comparing with only if it is right: it says of each frame what a session says. */
import { BookKeeper, Session, v2 } from '@kraken-stream/core';
import { describe, expect, it } from 'vitest';
import { type Feed, START, updateFeed } from '../src/frames.js';
import { parseFrame, SimpleBook } from '../src/simple.js';

/** What a session makes of frames, one after the other. */
function verdictsOfSession({ topics, opening, frames }: Feed): boolean[] {
  const session = new Session(v2, { random: () => 0.5 });
  session.asked({ type: 'want', topics }, START);
  session.opened(START);
  for (const text of opening) session.received(text, START);
  return frames.map((text) =>
    session.received(text, START).some((output) => output.type === 'event' && output.event.type === 'book'),
  );
}

function simpleBooks({ topics, snapshots }: Feed): { take(text: string): boolean; books: Map<string, SimpleBook> } {
  const books = new Map(topics.map(({ symbol, depth }) => [symbol, new SimpleBook(depth)]));
  const take = (text: string) => {
    const frame = parseFrame(text);
    return books.get(frame.data[0]!.symbol)!.take(frame);
  };
  for (const text of snapshots) expect(take(text)).toBe(true);
  return { take, books };
}

describe('the simple implementation', () => {
  it.each([10, 100, 1000] as const)('verifies, at depth %i, the frames that a session verifies', (depth) => {
    const feed = updateFeed({ symbols: ['BTC/USD', 'ADA/BTC', 'MINA/GBP', 'SHIB/USD'], depth, count: 2000 });
    const { take } = simpleBooks(feed);
    const verdicts = feed.frames.map(take);
    expect(verdicts).toEqual(verdictsOfSession(feed));
    expect(verdicts).not.toContain(false);
  });

  it('keeps the levels that the library keeps', () => {
    const feed = updateFeed({ symbols: ['ETH/USD'], depth: 25, count: 1000 });
    const { take, books } = simpleBooks(feed);
    const keeper = new BookKeeper('ETH/USD', 25);
    for (const text of [...feed.snapshots, ...feed.frames]) {
      take(text);
      const message = v2.decode(text);
      if (message.type !== 'book') throw new Error('expected a book frame');
      const { bids, asks, checksum } = message;
      if (message.snapshot) keeper.loadText(bids, asks, checksum, START);
      else keeper.applyText(bids, asks, checksum, START);
    }
    const book = books.get('ETH/USD')!;
    for (const side of ['bids', 'asks'] as const) {
      const kept = Array.from({ length: keeper[side].length }, (_, rank) => keeper[side].levelAt(rank));
      expect(book[side].levels.map(([price, qty]) => ({ price, qty }))).toEqual(kept);
    }
  });

  it('finds the same frame wrong when its checksum is', () => {
    const feed = updateFeed({ symbols: ['BTC/USD'], depth: 10, count: 500 });
    const wrong = feed.frames.map((text, i) =>
      i === 400 ? text.replace(/"checksum":(\d+)/, (_, checksum) => `"checksum":${Number(checksum) ^ 1}`) : text,
    );
    const broken = { ...feed, frames: wrong.slice(0, 401) };
    const { take } = simpleBooks(broken);
    const verdicts = broken.frames.map(take);
    expect(verdicts.indexOf(false)).toBe(400);
    expect(verdicts).toEqual(verdictsOfSession(broken));
  });
});
