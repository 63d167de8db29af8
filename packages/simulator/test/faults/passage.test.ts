import { describe, expect, it } from 'vitest';
import type { Fault } from '../../src/index.js';
import { NaiveBook } from '../naive.js';
import { exchange, type Heard, speaking, type Wire } from './wire.js';

const BTC = 'BTC/USD';

function without<T>(values: readonly T[], ...gone: readonly (number | undefined)[]): T[] {
  return values.filter((_, place) => !gone.includes(place));
}

/** A frame moved to another time, behind all that was heard by then. */
function moved(heard: readonly Heard[], place: number, by: number): Heard[] {
  const { at, text } = heard[place]!;
  const rest = without(heard, place);
  const behind = rest.filter((each) => each.at <= at + by).length;
  return [...rest.slice(0, behind), { at: at + by, text }, ...rest.slice(behind)];
}

function isJson(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}

/** Places at which two conversations differ. */
function differences(a: Wire, b: Wire): number[] {
  expect(a.heard).toHaveLength(b.heard.length);
  return a.heard.flatMap(({ text }, place) => (text === b.heard[place]?.text ? [] : [place]));
}

describe.each(['v2', 'v1'] as const)('on %s', (protocol) => {
  const { codec, wire, twins, isBook } = speaking(protocol);

  /** Places of the frames that a fault may concern. */
  function places(heard: readonly Heard[], type: 'update' | 'snapshot' = 'update', symbol = BTC): number[] {
    return heard.flatMap(({ text }, place) => (isBook(text, symbol, type) ? [place] : []));
  }

  const isAnyBook = (text: string) => isBook(text, BTC) || isBook(text, BTC, 'snapshot');

  describe('a lost frame', () => {
    it('is an update unless something else is asked for, of the symbol alone, and only so many', () => {
      const { faulty, healthy } = twins({ type: 'lose', symbol: BTC, count: 2 });
      const [first, second] = places(healthy.heard);
      expect(faulty.heard).toEqual(without(healthy.heard, first, second));
    });

    it('can be a snapshot, or anything', () => {
      const snapshots = twins({ type: 'lose', symbol: BTC, frames: 'snapshots', count: Infinity });
      expect(snapshots.faulty.heard).toEqual(
        without(snapshots.healthy.heard, ...places(snapshots.healthy.heard, 'snapshot')),
      );
      const all = twins({ type: 'lose', symbol: BTC, frames: 'all', count: Infinity });
      expect(all.faulty.books(BTC)).toEqual([]);
      expect(all.faulty.books('ETH/USD')).toEqual(all.healthy.books('ETH/USD'));
    });

    it('is one of the channel, when a channel is given', () => {
      const { faulty, healthy } = twins({ type: 'lose', channel: 'trade', frames: 'all', count: Infinity });
      expect(faulty.heard).toEqual(healthy.heard);
      const session = wire();
      session.exchange.faults.inject({ type: 'lose', channel: 'ohlc', frames: 'snapshots' });
      session.ask({ method: 'subscribe', channel: 'ohlc', symbols: [BTC] });
      session.book('subscribe', BTC);
      expect(session.texts().some((text) => codec.decode(text).type === 'ohlc')).toBe(false);
      expect(session.books()).toHaveLength(1);
    });

    it('is any, without a count, for as long as it is said', () => {
      const { faulty, healthy } = twins({ type: 'lose', ms: 500 }, { faultAt: 1000 });
      const kept = healthy.heard.filter(({ at, text }) => at <= 1000 || at >= 1500 || text.includes('heartbeat'));
      expect(faulty.heard).toEqual(kept);
      expect(kept.length).toBeLessThan(healthy.heard.length);
    });

    it('is one of the connection, when a connection is given', () => {
      const on = exchange();
      const [one, other] = [wire(on), wire(on)];
      on.faults.inject({ type: 'lose', connection: one.id, frames: 'all', count: Infinity });
      for (const each of [one, other]) each.book('subscribe', BTC);
      one.to(1000);
      expect(one.books()).toEqual([]);
      expect(other.books().length).toBeGreaterThan(5);
    });
  });

  describe('a frame', () => {
    it('can be sent twice', () => {
      const { faulty, healthy } = twins({ type: 'duplicate', symbol: BTC });
      const [place = 0] = places(healthy.heard);
      const { heard } = healthy;
      expect(faulty.heard).toEqual([...heard.slice(0, place + 1), ...heard.slice(place)]);
    });

    it('can be sent late, and is overtaken', () => {
      const { faulty, healthy } = twins({ type: 'delay', symbol: BTC, delayMs: 700 });
      const [place = 0] = places(healthy.heard);
      expect(faulty.heard).toEqual(moved(healthy.heard, place, 700));
      expect(faulty.heard).not.toEqual(healthy.heard);
    });

    it('can change places with the next of its book, whatever comes in between', () => {
      const { faulty, healthy } = twins({ type: 'reorder', symbol: BTC });
      const [first = 0, second = 0] = places(healthy.heard);
      const texts = healthy.texts();
      const [moving] = texts.splice(first, 1);
      texts.splice(second, 0, moving!);
      expect(faulty.texts()).toEqual(texts);
      expect(texts).not.toEqual(healthy.texts());
    });

    it('is sent after a second when there is none to change places with', () => {
      const { faulty, healthy } = twins({ type: 'reorder', symbol: BTC, frames: 'snapshots' }, { rate: 0 });
      const [place = 0] = places(healthy.heard, 'snapshot');
      expect(faulty.heard.find(({ text }) => isBook(text, BTC, 'snapshot'))).toEqual({
        at: 1000,
        text: healthy.heard[place]?.text,
      });
    });

    it('can be cut short', () => {
      const { faulty, healthy } = twins({ type: 'truncate', symbol: BTC });
      const [place = 0] = places(healthy.heard);
      expect(differences(faulty, healthy)).toEqual([place]);
      const { text } = faulty.heard[place]!;
      expect(text).not.toBe('');
      expect(healthy.heard[place]?.text.startsWith(text)).toBe(true);
    });

    it('can have a wrong digit, and is JSON still', () => {
      const { faulty, healthy } = twins({ type: 'corrupt', how: 'digit', symbol: BTC, count: 20 });
      const places = differences(faulty, healthy);
      expect(places).toHaveLength(20);
      for (const place of places) {
        const [is, was] = [faulty.heard[place]!.text, healthy.heard[place]!.text];
        expect([...is].filter((character, at) => character !== was[at])).toEqual([expect.stringMatching(/\d/)]);
        expect(is).toHaveLength(was.length);
        expect(isJson(is)).toBe(true);
      }
    });

    it('can be no JSON', () => {
      const { faulty, healthy } = twins({ type: 'corrupt', how: 'json', count: 20 });
      const places = differences(faulty, healthy);
      expect(places.map((place) => isJson(faulty.heard[place]!.text))).toEqual(Array.from({ length: 20 }, () => false));
    });

    it('is corrupted one way or the other by the seed', () => {
      const { faulty, healthy } = twins({ type: 'corrupt', count: 30 });
      const json = differences(faulty, healthy).filter((place) => isJson(faulty.heard[place]!.text));
      expect(json.length).toBeGreaterThan(5);
      expect(json.length).toBeLessThan(25);
    });

    it('can have a wrong checksum', () => {
      const { faulty, healthy } = twins({ type: 'wrong-checksum', symbol: BTC, count: 3 });
      // Snapshots of v1 have none.
      const snapshots = protocol === 'v1' ? [] : places(healthy.heard, 'snapshot');
      const expected = [...snapshots, ...places(healthy.heard)].slice(0, 3);
      expect(differences(faulty, healthy)).toEqual(expected);
      const book = new NaiveBook(10);
      const wrong = faulty.books(BTC).map((message) => {
        book.apply(message);
        return message.checksum !== undefined && book.checksum !== message.checksum;
      });
      expect(wrong.map(Number).reduce((sum, each) => sum + each)).toBe(3);
    });
  });

  describe('an acknowledgement', () => {
    const acknowledges =
      (symbol: string, type = 'subscribed') =>
      (text: string) => {
        const message = codec.decode(text);
        return (
          message.type === type && 'result' in message && 'symbol' in message.result && message.result.symbol === symbol
        );
      };

    it('can be late, behind its data', () => {
      const { faulty, healthy } = twins({ type: 'delay-acknowledgement', symbol: BTC, delayMs: 900 });
      const place = healthy.texts().findIndex(acknowledges(BTC));
      expect(faulty.heard).toEqual(moved(healthy.heard, place, 900));
      expect(faulty.texts().findIndex(acknowledges(BTC))).toBeGreaterThan(places(faulty.heard).at(0) ?? Infinity);
    });

    it('can be lost, though the data comes', () => {
      const { faulty, healthy } = twins({ type: 'lose-acknowledgement', symbol: BTC });
      expect(faulty.heard).toEqual(without(healthy.heard, healthy.texts().findIndex(acknowledges(BTC))));
    });

    it('is meant by its method', () => {
      const { faulty } = twins({ type: 'lose-acknowledgement', symbol: BTC, method: 'unsubscribe' });
      expect(faulty.texts().filter(acknowledges(BTC))).toHaveLength(1);
      faulty.book('unsubscribe', BTC, 'ETH/USD');
      expect(faulty.texts().filter(acknowledges(BTC, 'unsubscribed'))).toHaveLength(0);
      expect(faulty.texts().filter(acknowledges('ETH/USD', 'unsubscribed'))).toHaveLength(1);
      expect(faulty.exchange.stats.subscriptions).toBe(0);
    });
  });

  describe('a snapshot', () => {
    it('can be late, and the updates wait behind it', () => {
      const { faulty, healthy } = twins({ type: 'delay-snapshot', symbol: BTC, delayMs: 800 });
      expect(faulty.books(BTC)).toEqual(healthy.books(BTC));
      const times = faulty.heard.filter(({ text }) => isAnyBook(text)).map(({ at }) => at);
      expect(times[0]).toBe(800);
      expect(times[1]).toBe(800);
      expect(faulty.heard.filter(({ text }) => text.includes('ETH'))).toEqual(
        healthy.heard.filter(({ text }) => text.includes('ETH')),
      );
    });

    it('that is late does not come any more after an unsubscribe', () => {
      const session = wire();
      session.exchange.faults.inject({ type: 'delay-snapshot', delayMs: 800 });
      session.book('subscribe', BTC);
      session.to(300);
      session.book('unsubscribe', BTC);
      session.to(2000);
      expect(session.books()).toEqual([]);
    });

    it('that is late again waits its whole time again', () => {
      const session = wire();
      session.exchange.faults.inject({ type: 'delay-snapshot', delayMs: 800, count: 2 });
      session.book('subscribe', BTC);
      session.to(300);
      session.book('unsubscribe', BTC);
      session.to(400);
      session.book('subscribe', BTC);
      session.to(2000);
      expect(session.heard.find(({ text }) => isBook(text, BTC, 'snapshot'))?.at).toBe(1200);
    });

    it('that waits to change places does not come any more after an unsubscribe', () => {
      const session = wire(exchange({ rate: 0 }));
      session.exchange.faults.inject({ type: 'reorder', frames: 'snapshots' });
      session.book('subscribe', BTC);
      session.book('unsubscribe', BTC);
      session.to(2000);
      expect(session.books()).toEqual([]);
    });

    it('can be lost, and nothing but the snapshot', () => {
      const { faulty, healthy } = twins({ type: 'lose-snapshot', symbol: BTC });
      expect(faulty.heard).toEqual(without(healthy.heard, ...places(healthy.heard, 'snapshot')));
    });
  });

  describe('a muted subscription', () => {
    it('is acknowledged and then silent, until it is made anew', () => {
      const { faulty, healthy } = twins({ type: 'mute-subscription', channel: 'book', symbol: BTC });
      expect(faulty.heard).toEqual(healthy.heard.filter(({ text }) => !isAnyBook(text)));
      faulty.book('unsubscribe', BTC);
      faulty.book('subscribe', BTC);
      faulty.to(5000);
      expect(faulty.books(BTC)[0]?.snapshot).toBe(true);
      expect(faulty.books(BTC).length).toBeGreaterThan(10);
    });

    it('speaks again at once when the fault is taken back', () => {
      const { faulty } = twins({ type: 'mute-subscription', symbol: BTC });
      expect(faulty.books(BTC)).toEqual([]);
      faulty.exchange.faults.clear();
      faulty.to(4000);
      expect(faulty.books(BTC).length).toBeGreaterThan(5);
    });

    it('may have had data before, and speaks again when its time is over', () => {
      const { faulty, healthy } = twins({ type: 'mute-subscription', symbol: BTC, ms: 700 }, { faultAt: 1000 });
      expect(faulty.heard).toEqual(
        healthy.heard.filter(({ at, text }) => !(at > 1000 && at < 1700 && isBook(text, BTC))),
      );
    });
  });

  describe('a mute connection', () => {
    it('neither sends nor hears, and the others do', () => {
      const on = exchange();
      const [mute, other] = [wire(on), wire(on)];
      on.faults.inject({ type: 'mute', ms: 1000, connection: mute.id });
      for (const each of [mute, other]) each.book('subscribe', BTC);
      mute.to(2000);
      expect(mute.heard).toHaveLength(1);
      expect(other.books().length).toBeGreaterThan(10);
    });

    it('does not let out what was held back before', () => {
      const session = wire();
      session.exchange.faults.inject({ type: 'delay-snapshot', delayMs: 500 });
      session.book('subscribe', BTC);
      session.exchange.faults.inject({ type: 'mute', ms: 1000 });
      session.to(900);
      expect(session.books()).toEqual([]);
    });
  });

  describe('a slow connection', () => {
    it('gets no more bytes a second than it should, in order, and the rest at once when it is over', () => {
      const { faulty, healthy } = twins({ type: 'slow', bytesPerSecond: 1000, ms: 2000 }, { faultAt: 500 });
      expect(faulty.texts()).toEqual(healthy.texts());
      const slow = faulty.heard.filter(({ at }) => at > 500 && at < 2500);
      expect(slow.length).toBeGreaterThan(2);
      expect(slow.map(({ text }) => text.length).reduce((sum, length) => sum + length)).toBeLessThanOrEqual(2000);
      const { at, text } = slow[0]!;
      const { at: made } = healthy.heard.find((each) => each.text === text)!;
      expect(at).toBeCloseTo(made + text.length, 2);
      expect(faulty.heard.filter((each) => each.at === 2500).length).toBeGreaterThan(10);
      expect(faulty.heard.at(-1)).toEqual(healthy.heard.at(-1));
    });
  });

  describe('what a connection holds back', () => {
    const held: Fault[] = [
      { type: 'delay', delayMs: 60_000 },
      { type: 'reorder', symbol: 'ETH/USD' },
      { type: 'delay-acknowledgement', delayMs: 60_000, count: 2 },
      { type: 'slow', bytesPerSecond: 100, ms: 60_000 },
    ];

    it.each(held)('dies with it: $type', (fault) => {
      const session = wire(exchange({ rate: 0, snapshotDelayMs: 10 }));
      session.exchange.faults.inject(fault);
      session.book('subscribe', BTC, 'ETH/USD');
      session.to(20);
      session.hangUp();
      expect(session.exchange.nextAt).toBe(Infinity);
      const { length } = session.heard;
      session.to(100_000);
      expect(session.heard).toHaveLength(length);
    });

    it.each(held)('is sent when all faults are taken back: $type', (fault) => {
      const { faulty, healthy } = twins({ ...fault }, { ms: 700 });
      faulty.exchange.faults.clear();
      expect(faulty.texts().sort()).toEqual(healthy.texts().sort());
      const { length } = faulty.heard;
      for (const each of [faulty, healthy]) each.to(5000);
      expect(faulty.heard.slice(length)).toEqual(healthy.heard.slice(length));
    });

    it('is the same for the same seed', () => {
      const faults: Fault[] = [
        { type: 'corrupt', count: 5 },
        { type: 'truncate', count: 5 },
        { type: 'reorder', count: 5 },
        { type: 'slow', bytesPerSecond: 500, ms: 1000 },
      ];
      const once = () => {
        const session = wire();
        for (const fault of faults) session.exchange.faults.inject(fault);
        session.book('subscribe', BTC);
        session.to(3000);
        return session.heard;
      };
      expect(once()).toEqual(once());
    });
  });

  it('every frame goes as it is while nothing is wrong', () => {
    const session = wire();
    session.book('subscribe', BTC);
    session.to(1000);
    for (const text of session.texts()) {
      const message = codec.decode(text);
      expect(message.type === 'invalid' || message.type === 'unknown').toBe(false);
    }
  });
});
