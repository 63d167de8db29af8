import { v1, v2 } from '@kraken-stream/core';
import { describe, expect, it } from 'vitest';
import { PROTOCOLS } from '../faults/protocol.js';
import { Dealings, Wire } from '../faults/wire.js';

const AT = '2026-01-01T10:00:00.000000Z';

describe('the watcher of the wire', () => {
  const rig = () => {
    const lies: string[] = [];
    return { lies, wire: new Wire(PROTOCOLS.v2, (lie) => lies.push(lie)) };
  };

  it('finds two connections at a time', () => {
    const { lies, wire } = rig();
    wire.attempted(0);
    wire.attempted(1);
    expect(lies).toEqual(['2 connections at a time']);
  });

  it('finds attempts that come too fast, and too many of them', () => {
    const { lies, wire } = rig();
    for (let i = 0; i <= 100; i++) {
      wire.attempted(i * 5_000);
      wire.ended(i * 5_000, 1006, undefined);
    }
    expect(lies).toEqual(['101 attempts to connect within 600 s']);
    for (let i = 0; i <= 10; i++) {
      wire.attempted(2_000_000 + i);
      wire.ended(2_000_000 + i, 1006, undefined);
    }
    expect(lies[1]).toBe('11 attempts to connect within 10 s');
  });

  it.each<[string, (wire: Wire) => void]>([
    [
      'maintenance',
      (wire) => {
        wire.received(v2.encode({ type: 'status', system: 'maintenance', version: '', apiVersion: 'v2' }), 0);
        wire.ended(0, 1006, undefined);
      },
    ],
    ['a close with 1013', (wire) => wire.ended(0, 1013, undefined)],
    ['a status 429', (wire) => wire.ended(0, 1006, 429)],
  ])('finds an attempt too soon after %s', (_, happens) => {
    const { lies, wire } = rig();
    wire.attempted(0);
    happens(wire);
    wire.attempted(4_999);
    expect(lies[0]).toMatch(/before its time$/);
  });

  it('finds a request that follows too soon on Exceeded msg rate', () => {
    const { lies, wire } = rig();
    wire.received('{"Error":"Exceeded msg rate"}', 0);
    wire.sent(v2.encodeRequest({ method: 'ping', reqId: 1 }), 1);
    wire.sent(v2.encodeRequest({ method: 'subscribe', channel: 'trade', symbols: ['A/B'], reqId: 2 }), 1_000);
    expect(lies).toEqual([]);
    wire.sent(v2.encodeRequest({ method: 'subscribe', channel: 'trade', symbols: ['A/B'], reqId: 3 }), 999);
    expect(lies).toEqual(['a request 1 ms too soon after Exceeded msg rate']);
  });

  it('finds what is held and not wanted, held twice, and wanted and not held', () => {
    const { lies, wire } = rig();
    const [trade, ticker] = [
      { channel: 'trade', symbol: 'A/B' } as const,
      { channel: 'ticker', symbol: 'A/B' } as const,
    ];
    wire.compare([[trade], [ticker]], [ticker, trade]);
    expect(lies).toEqual([]);
    wire.compare([[trade], [trade]], [trade, ticker]);
    expect(lies).toEqual(['the exchange does not hold ticker A/B', 'the exchange holds trade A/B, which nobody wants']);
  });

  it('finds what is asked for again though it was acknowledged, unless it was given up', () => {
    const lies: string[] = [];
    const dealings = new Dealings(PROTOCOLS.v2, (lie) => lies.push(lie));
    const ask = (method: 'subscribe' | 'unsubscribe', reqId: number) =>
      dealings.asked(v2.encodeRequest({ method, channel: 'trade', symbols: ['A/B'], reqId }));
    const times = { timeIn: AT, timeOut: AT };
    const refuse = (reqId: number) =>
      dealings.sent(
        v2.encode({
          type: 'refused',
          method: 'subscribe',
          error: 'Already subscribed',
          reqId,
          symbol: 'A/B',
          ...times,
        }),
      );
    ask('subscribe', 1);
    ask('subscribe', 2);
    refuse(2);
    expect(lies).toEqual([]);
    dealings.sent(v2.encode({ type: 'subscribed', reqId: 1, result: { channel: 'trade', symbol: 'A/B' }, ...times }));
    ask('unsubscribe', 3);
    // The answer to what was asked for before that came late.
    dealings.sent(v2.encode({ type: 'subscribed', reqId: 2, result: { channel: 'trade', symbol: 'A/B' }, ...times }));
    ask('subscribe', 4);
    refuse(4);
    expect(lies).toEqual([]);
    dealings.sent(v2.encode({ type: 'subscribed', reqId: 4, result: { channel: 'trade', symbol: 'A/B' }, ...times }));
    ask('subscribe', 5);
    refuse(5);
    expect(lies).toEqual(['trade A/B was asked for again, though it was acknowledged']);
    dealings.asked('nonsense');
    expect(lies).toHaveLength(2);
  });

  it('finds half of what is held in two parts', () => {
    const { lies, wire } = rig();
    const [orders, trades] = [
      { channel: 'executions', part: 'orders' } as const,
      { channel: 'executions', part: 'trades' } as const,
    ];
    wire.compare([[orders, trades]], [orders, trades]);
    expect(lies).toEqual([]);
    wire.compare([[orders]], [orders, trades]);
    wire.compare([[trades]], []);
    expect(lies).toEqual([
      'the exchange does not hold executions trades',
      'the exchange holds executions trades, which nobody wants',
    ]);
  });

  it('lets what was acknowledged in part be asked for again as a whole, and finds it when all of it was', () => {
    const lies: string[] = [];
    const dealings = new Dealings(PROTOCOLS.v1, (lie) => lies.push(lie));
    const times = { timeIn: AT, timeOut: AT };
    const parts = ['orders', 'trades'] as const;
    const ask = (reqId: number) => {
      for (const part of parts) {
        dealings.asked(v1.encodeRequest({ method: 'subscribe', channel: 'executions', part, token: 'T', reqId }));
      }
    };
    const acknowledge = (part: (typeof parts)[number], reqId: number) =>
      dealings.sent(v1.encode({ type: 'subscribed', reqId, result: { channel: 'executions', part }, ...times }));
    const refuse = (part: (typeof parts)[number], reqId: number) => {
      const subscription = { channel: 'executions', part } as const;
      const error = 'Already subscribed';
      dealings.sent(v1.encode({ type: 'refused', method: 'subscribe', error, reqId, subscription, ...times }));
    };
    ask(1);
    acknowledge('trades', 1);
    ask(2);
    acknowledge('orders', 2);
    refuse('trades', 2);
    expect(lies).toEqual([]);
    ask(3);
    refuse('trades', 3);
    expect(lies).toEqual(['executions trades was asked for again, though it was acknowledged']);
  });
});
