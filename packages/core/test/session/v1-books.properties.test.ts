/** Books of v1 over a line that does harm: what is shown is what the exchange has, or what it said and nothing has proven. */
import { type BookKeeper, bookChecksum, type LevelText, OrderBook, type Request, v1 } from '@kraken-stream/core';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { printBook, TIME } from '../protocol/v1/book-frames.js';
import { book, Rig, TIMES } from './rig.js';

const BTC = book('BTC/USD');
const UNSORTED =
  '[336,{"as":[["100.1","1.0","1693415330.886651"]],"bs":[["100.1","1.0","1693415330.886651"]]},"book-10","XBT/USD"]';

type Levels = [bids: LevelText[], asks: LevelText[]];

/** A book of at most ten levels a side, so that its checksum covers all of it. */
class Market {
  readonly #sides = [new Map([['99.9', '1.00000000']]), new Map([['100.1', '3.00000000']])] as const;

  get levels(): Levels {
    const [bids, asks] = this.#sides.map((side) => [...side].map(([price, qty]) => ({ price, qty }))) as Levels;
    const by = (direction: number) => (a: LevelText, b: LevelText) => direction * (Number(a.price) - Number(b.price));
    return [bids.sort(by(-1)), asks.sort(by(1))];
  }

  snapshot(depth: 10 | 25 = 10): string {
    const [bids, asks] = this.levels.map((side) => side.map((level) => ({ ...level, time: TIME })));
    return printBook({ name: 'XBT/USD', depth, snapshot: true, bids: bids!, asks: asks!, checksum: undefined });
  }

  /** Changes a level; the frame that tells it. */
  change(buy: boolean, nth: number, whole: number, wrong = 0): string {
    const price = buy ? `99.${5 + nth}` : `100.${1 + nth}`;
    const qty = `${whole}.00000000`;
    if (whole === 0) this.#sides[buy ? 0 : 1].delete(price);
    else this.#sides[buy ? 0 : 1].set(price, qty);
    const [bids, asks] = this.levels;
    const level = [{ price, qty, time: TIME }];
    const sides = { bids: buy ? level : [], asks: buy ? [] : level };
    const checksum = (bookChecksum(asks, bids) ^ wrong) >>> 0;
    return printBook({ name: 'XBT/USD', depth: 10, snapshot: false, ...sides, checksum });
  }
}

/** The exchange with one client that wants one book, and what that may show. */
class Line {
  readonly market = new Market();
  readonly rig = new Rig({ liveness: { pingAfterMs: 1e9, deadAfterMs: 1e9, keepAliveMs: 1e9, firstDataMs: 5000 } }, v1);
  held = false;
  /** A snapshot of long ago. */
  old = '';
  #requests: Request[] = [];
  /** What was said last of the whole book, and what it was after the last change that was heard. */
  #said: Levels = [[], []];
  #heard: Levels = [[], []];
  readonly #early: boolean;
  readonly #general: boolean;
  #shown: { readonly keeper: BookKeeper; readonly version: number; readonly text: string } | undefined;

  /** `early`: snapshots come before their acknowledgements. `general`: frames are such that only the general way reads them. */
  constructor(early: boolean, general: boolean) {
    this.#early = early;
    this.#general = general;
    this.rig.want(BTC).opened();
    this.old = this.market.snapshot();
  }

  says(text: string): void {
    const frame = JSON.parse(text) as [number, Record<'as' | 'bs', [string, string][]>, string];
    const { as, bs } = frame[1];
    const levels = (side: [string, string][]) => side.map(([price, qty]) => ({ price, qty }));
    if (as === undefined) this.#heard = this.market.levels;
    else if (frame[2] === 'book-10') this.#said = [levels(bs), levels(as)];
    this.rig.text(this.#general ? text.replace('{"', '{ "') : text);
    this.look();
  }

  answers(): void {
    this.#requests.push(...this.rig.takeRequests());
    const request = this.#requests.shift();
    if (request === undefined || !('channel' in request)) return;
    const { method, reqId } = request;
    const result = { channel: 'book', symbol: 'BTC/USD', depth: 10 };
    if (method === 'unsubscribe') {
      this.held = false;
      this.rig.says({ type: 'unsubscribed', reqId, result, ...TIMES });
    } else if (this.held) this.rig.refuses(request, 'Already subscribed', 'BTC/USD');
    else {
      this.held = true;
      if (this.#early) this.says(this.market.snapshot());
      this.rig.says({ type: 'subscribed', reqId, result, ...TIMES });
      this.look();
      if (!this.#early) this.says(this.market.snapshot());
    }
    this.look();
  }

  cut(): void {
    this.held = false;
    this.rig.reopened();
    this.#requests = [];
    this.look();
  }

  look(): void {
    const { keeper } = this.rig.session.held(BTC)!;
    const shown = new OrderBook(keeper);
    const { state, unproven, version, lastKnown, bids, asks } = shown;
    const levels = [bids.levels(), asks.levels()];
    expect(levels).toEqual(state !== 'live' ? [[], []] : unproven ? this.#said : this.#heard);
    expect(shown.snapshot()).toMatchObject({ state, unproven, bids: levels[0], asks: levels[1] });
    const text = JSON.stringify([state, unproven, levels, lastKnown.bids.levels(), lastKnown.asks.levels()]);
    // Equal versions mean an equal book.
    const before = this.#shown;
    if (before?.keeper === keeper && before.version === version) expect(text).toBe(before.text);
    this.#shown = { keeper, version, text };
  }
}

const act = fc.record({
  does: fc.constantFrom(
    ...(['answer', 'answer', 'change', 'change', 'change', 'lose', 'falsify', 'snapshot', 'old', 'other'] as const),
    ...(['empty', 'unsorted', 'wait', 'hurry', 'cut', 'leave'] as const),
  ),
  buy: fc.boolean(),
  nth: fc.nat({ max: 4 }),
  qty: fc.nat({ max: 3 }),
});

describe('a book of v1 over a line that does harm', () => {
  it('shows nothing that the exchange does not have or did not say, and is live in the end', () => {
    fc.assert(
      fc.property(fc.array(act, { maxLength: 40 }), fc.boolean(), fc.boolean(), (acts, early, general) => {
        const line = new Line(early, general);
        const { market, rig } = line;
        for (const { does, buy, nth, qty } of acts) {
          rig.turn();
          line.look();
          const change = () => market.change(buy, nth, qty, does === 'falsify' ? 1 : 0);
          if (does === 'answer') line.answers();
          else if (does === 'wait' || does === 'hurry') rig.wait(does === 'wait' ? 1500 : 300);
          else if (does === 'cut') line.cut();
          else if (does === 'leave') rig.leave(BTC).want(BTC);
          else if (does === 'lose') change();
          else if (!line.held) continue;
          else if (does === 'change') line.says(change());
          else if (does === 'falsify') rig.text(change());
          else if (does === 'snapshot') line.says(market.snapshot());
          else if (does === 'old') line.says(line.old);
          else if (does === 'other') line.says(market.snapshot(25));
          else if (does === 'empty') line.says('[336,{"as":[],"bs":[]},"book-10","XBT/USD"]');
          else rig.text(UNSORTED);
        }
        for (let i = 0; i < 60; i++) {
          rig.wait(1000);
          for (let answered = 0; answered < 3; answered++) line.answers();
          if (line.held) line.says(market.change(i % 2 === 0, i % 5, 1 + (i % 3)));
        }
        expect(rig.session.held(BTC)!.keeper).toMatchObject({ state: 'live', unproven: false });
      }),
      { numRuns: 150 },
    );
  });
});
