import { describe, expect, it } from 'vitest';
import { tradesOf } from '../messages.js';
import { Rig } from './rig.js';

const BTC = tradesOf('BTC/USD');
const told = (rig: Rig) => rig.takeEvents().filter(({ type }) => type === 'pong' || type === 'ping-lost');

describe('a ping that was asked for', () => {
  it('is sent at the end of the turn, and its answer told with the latency', () => {
    const rig = Rig.acknowledged([BTC]).asks({ type: 'ping', id: 7 }).asks({ type: 'ping', id: 8 });
    expect(rig.requests).toEqual([]);
    const [first, second] = rig.turn().takeRequests();
    expect([first?.method, second?.method]).toEqual(['ping', 'ping']);
    rig.wait(30).acknowledges(second!);
    expect(told(rig)).toMatchObject([{ type: 'pong', id: 8, roundTripMs: 30 }]);
    rig.wait(10).acknowledges(first!).acknowledges(first!);
    expect(told(rig)).toMatchObject([{ type: 'pong', id: 7, roundTripMs: 40 }]);
    expect(rig.session.latency).toMatchObject({ roundTripMs: 40 });
  });

  it('is not answered by the answer to another', () => {
    const rig = Rig.acknowledged([BTC], { liveness: { firstDataMs: 1e9 } }).wait(2500);
    const probe = rig.takeRequest();
    rig.asks({ type: 'ping', id: 1 }).turn().acknowledges(probe);
    expect(told(rig)).toEqual([]);
  });

  it('that is not answered in time is told so', () => {
    const rig = Rig.acknowledged([BTC]).asks({ type: 'ping', id: 7 }).turn().lives(9_999);
    expect(told(rig)).toEqual([]);
    rig.wait(1);
    expect(told(rig)).toMatchObject([
      { type: 'ping-lost', id: 7, error: { name: 'TimeoutError', method: 'ping', afterMs: 10_000 } },
    ]);
  });

  it('is lost with its connection', () => {
    const rig = Rig.acknowledged([BTC]).asks({ type: 'ping', id: 7 }).turn().closed(1001, 'restarting');
    expect(told(rig)).toMatchObject([
      {
        type: 'ping-lost',
        id: 7,
        error: { name: 'ConnectionError', fault: 'closed', code: 1001, message: 'ping: no answer: restarting' },
      },
    ]);
  });

  it('that was not sent yet is sent on the next connection', () => {
    const rig = Rig.acknowledged([BTC]).closed().asks({ type: 'ping', id: 7 });
    rig.untilConnect();
    expect(told(rig)).toEqual([]);
    expect(rig.opened().takeAsked()).toEqual(['+ trade BTC/USD', 'ping']);
  });

  it('where nothing is connected makes a connection, which is let go of afterwards', () => {
    const rig = new Rig().asks({ type: 'ping', id: 7 });
    expect(rig.connects).toBe(1);
    const ping = rig.opened().takeRequest();
    rig.wait(20).acknowledges(ping);
    expect(told(rig)).toMatchObject([{ type: 'pong', id: 7, roundTripMs: 20 }]);
    rig.wait(4999);
    expect(rig.disconnects).toEqual([]);
    rig.wait(1);
    expect(rig.disconnects).toEqual(['nothing is wanted']);
    rig.closed(1000);
    expect(rig.session.state).toBe('idle');
  });

  it('where no connection comes about is told in time, and nothing more is attempted', () => {
    const rig = new Rig({ reconnect: { connectTimeoutMs: 60_000 } }).asks({ type: 'ping', id: 7 }).wait(10_000);
    expect(told(rig)).toMatchObject([{ type: 'ping-lost', id: 7, error: { name: 'TimeoutError' } }]);
    rig.closed().wait(60_000);
    expect(rig.connects).toBe(1);
    expect(rig.session.state).toBe('idle');
  });

  it('is lost when the user closes, and after that at once', () => {
    const rig = Rig.acknowledged([BTC]).asks({ type: 'ping', id: 7 }).close();
    const lost = { name: 'ConnectionError', fault: 'ended', message: 'ping: no answer: closed by the user' };
    expect(told(rig)).toMatchObject([{ id: 7, error: lost }]);
    rig.closed(1000).asks({ type: 'ping', id: 8 });
    expect(told(rig)).toMatchObject([{ id: 8, error: lost }]);
    expect(rig.connects).toBe(1);
  });
});
