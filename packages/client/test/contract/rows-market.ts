/** The rows of the table about markets that are no books: what each subscription promises, on every protocol. */
import { OHLC_INTERVALS } from '@kraken-stream/client';
import { describe, expect, it } from 'vitest';
import { type Subject, SYMBOLS } from './contract.js';
import { endsWithSignal } from './signals.js';
import { firstOf, firstOfEach } from './waiting.js';

/** Decimals as the protocol has them: v1 has more of them. */
const PRICE = /^\d+\.\d+$/;
const QTY = /^\d+(\.\d+)?$/;

export const marketRows: Subject = (given, { protocol }) => {
  describe('subscribeStatus', () => {
    it('one: the mode of the exchange is told', async () => {
      const { client } = given();
      const [status] = await firstOf(client.subscribeStatus(), 1);
      expect(status).toMatchObject({ type: 'snapshot', data: { system: 'online', version: expect.any(String) } });
      expect(status.data.connectionId).toMatch(/^\d+$/);
      const late = await firstOf(client.subscribeStatus(), 1);
      expect(late[0].data).toEqual(status.data);
    });

    it('signal: ends it', async () => {
      await endsWithSignal((signal) => given().client.subscribeStatus({ signal }));
    });
  });

  describe('subscribeTicker', () => {
    it('one: begins with a snapshot, and is told on trades', async () => {
      const [first, second] = await firstOf(given().client.subscribeTicker('BTC/USD'), 2);
      expect([first.type, second.type]).toEqual(['snapshot', 'update']);
      for (const { symbol, data } of [first, second]) {
        expect(symbol).toBe('BTC/USD');
        expect(data).toMatchObject({
          symbol,
          bid: expect.stringMatching(PRICE),
          ask: expect.stringMatching(PRICE),
          last: expect.stringMatching(PRICE),
          change: expect.stringMatching(/^-?\d+\.\d+$/),
          changePct: expect.stringMatching(/^-?\d+\.\d\d$/),
          vwap: expect.stringMatching(QTY),
          volume: expect.stringMatching(QTY),
          bidQty: expect.stringMatching(QTY),
          askQty: expect.stringMatching(QTY),
        });
        expect(Number(data.bid)).toBeLessThan(Number(data.ask));
        expect(Number(data.low)).toBeLessThanOrEqual(Number(data.last));
        expect(Number(data.high)).toBeGreaterThanOrEqual(Number(data.last));
      }
      expect(Number(second.data.volume)).toBeGreaterThan(0);
    });

    it('many: each symbol tells its own', async () => {
      for (const [symbol, { type, data }] of await firstOfEach(given().client.subscribeTicker(SYMBOLS), SYMBOLS)) {
        expect([type, data.symbol]).toEqual(['snapshot', symbol]);
        expect(Number(data.bid)).toBeLessThan(Number(data.ask));
      }
    });

    it('signal: ends it', async () => {
      await endsWithSignal((signal) => given().client.subscribeTicker(SYMBOLS, { signal }));
    });
  });

  describe("subscribeTicker: eventTrigger 'bbo'", () => {
    const ask = () => given().client.subscribeTicker('SHIB/USD', { eventTrigger: 'bbo' });
    if (protocol === 'v1') {
      it('refused: with a message that names v2', () => {
        expect(ask).toThrow(expect.objectContaining({ name: 'UsageError', message: expect.stringMatching(/\bv2\b/) }));
      });
      return;
    }
    it('one: told with every change of the best bid or ask', async () => {
      const events = await firstOf(ask(), 5);
      const bests = events.map(({ data: { bid, bidQty, ask, askQty } }) => [bid, bidQty, ask, askQty].join());
      for (const [i, best] of bests.entries()) if (i > 0) expect(best).not.toBe(bests[i - 1]);
    });
  });

  describe('subscribeOhlc', () => {
    it('one: the running candle, whole, with each trade; what is before it is closed', async () => {
      const [first, second] = await firstOf(given().client.subscribeOhlc('BTC/USD', { interval: 5 }), 2);
      expect([first.type, second.type]).toEqual(['snapshot', 'update']);
      for (const { data } of [first, second]) {
        const running = data.at(-1)!;
        expect(running).toMatchObject({ symbol: 'BTC/USD', interval: 5, closed: false });
        expect(data.slice(0, -1).every(({ closed }) => closed)).toBe(true);
        const [low, high] = [Number(running.low), Number(running.high)];
        for (const price of [running.open, running.close]) {
          expect(low).toBeLessThanOrEqual(Number(price));
          expect(high).toBeGreaterThanOrEqual(Number(price));
        }
        expect(Date.parse(running.intervalBegin) % 300_000).toBe(0);
        expect(running.trades).toBeGreaterThan(0);
      }
      const [before, after] = [first.data.at(-1)!, second.data.at(-1)!];
      // The interval may be over in between.
      const isNext = Date.parse(after.intervalBegin) > Date.parse(before.intervalBegin);
      expect(isNext || after.trades >= before.trades).toBe(true);
    });

    it('one: every interval that there is', async () => {
      const { client } = given();
      const told = OHLC_INTERVALS.map(async (interval) => {
        const [{ data }] = await firstOf(client.subscribeOhlc('BTC/USD', { interval }), 1);
        return data.at(-1)!.interval;
      });
      expect(await Promise.all(told)).toEqual([...OHLC_INTERVALS]);
    });

    it('many: each symbol tells its own', async () => {
      for (const [symbol, { data }] of await firstOfEach(given().client.subscribeOhlc(SYMBOLS), SYMBOLS)) {
        expect(data.every((candle) => candle.symbol === symbol && candle.interval === 1)).toBe(true);
      }
    });

    it('signal: ends it', async () => {
      await endsWithSignal((signal) => given().client.subscribeOhlc('BTC/USD', { signal }));
    });
  });

  describe('subscribeTrades', () => {
    it('one: in order, with all that is told of each', async () => {
      const events = await firstOf(given().client.subscribeTrades('BTC/USD'), 5);
      const trades = events.flatMap(({ data }) => data);
      for (const trade of trades) {
        expect(trade).toMatchObject({ symbol: 'BTC/USD', price: expect.stringMatching(PRICE) });
        expect(['buy', 'sell']).toContain(trade.side);
        expect(['limit', 'market']).toContain(trade.ordType);
        expect(Number(trade.qty)).toBeGreaterThan(0);
      }
      const times = trades.map(({ timestamp }) => Date.parse(timestamp));
      expect(times).toEqual([...times].sort((a, b) => a - b));
    });

    it('many: each symbol tells its own', async () => {
      for (const [symbol, { data }] of await firstOfEach(given().client.subscribeTrades(SYMBOLS), SYMBOLS)) {
        expect(data.length).toBeGreaterThan(0);
        expect(data.every((trade) => trade.symbol === symbol)).toBe(true);
      }
    });

    it('signal: ends it', async () => {
      await endsWithSignal((signal) => given().client.subscribeTrades('BTC/USD', { signal }));
    });
  });

  describe('subscribeSpread', () => {
    it('one: told with every change of the best bid or ask', async () => {
      const told = (await firstOf(given().client.subscribeSpread('SHIB/USD'), 10)).map(({ data }) => data);
      for (const [i, spread] of told.entries()) {
        expect(spread.symbol).toBe('SHIB/USD');
        expect(Number(spread.bid)).toBeLessThan(Number(spread.ask));
        expect(Number(spread.bidQty) * Number(spread.askQty)).toBeGreaterThan(0);
        expect(Date.parse(spread.timestamp!)).not.toBeNaN();
        if (i > 0) expect(spread).not.toEqual(told[i - 1]);
      }
    });

    it('many: each symbol tells its own', async () => {
      for (const [symbol, { data }] of await firstOfEach(given().client.subscribeSpread(SYMBOLS), SYMBOLS)) {
        expect(data.symbol).toBe(symbol);
        expect(Number(data.bid)).toBeLessThan(Number(data.ask));
      }
    });

    it('signal: ends it', async () => {
      await endsWithSignal((signal) => given().client.subscribeSpread(SYMBOLS, { signal }));
    });
  });

  describe('subscribeInstruments', () => {
    it('one: all assets and pairs, with what orders are checked by', async () => {
      const [{ type, data }] = await firstOf(given().client.subscribeInstruments(), 1);
      expect(type).toBe('snapshot');
      expect(data.pairs.map(({ symbol }) => symbol).sort()).toEqual([...SYMBOLS].sort());
      expect(data.pairs.find(({ symbol }) => symbol === 'BTC/USD')).toMatchObject({
        base: 'BTC',
        quote: 'USD',
        status: 'online',
        pricePrecision: 1,
        priceIncrement: '0.1',
        qtyPrecision: 8,
        qtyIncrement: '0.00000001',
        marginable: true,
      });
      expect(data.assets.map(({ id }) => id).sort()).toEqual(['ADA', 'BTC', 'SHIB', 'USD']);
    });

    it('signal: ends it', async () => {
      await endsWithSignal((signal) => given().client.subscribeInstruments({ signal }));
    });
  });
};
