import { openAccount, RateCounters } from '@kraken-stream/core';
import { describe, expect, it } from 'vitest';
import { EXECUTIONS } from './desk.js';
import { Rig } from './rig.js';

const account = () => openAccount({ rates: new RateCounters(), onRateLimit: 'wait' });
const opened = () => new Rig({ account: account() }).want(EXECUTIONS).turn().opened();
const asksForToken = (rig: Rig) => rig.takeAuthorizes();

describe('the token of a private connection', () => {
  it('is asked for when the connection is open, once, and nothing is sent before it is there', () => {
    const rig = opened();
    expect(asksForToken(rig)).toBe(1);
    rig.turn();
    expect(rig.takeAsked()).toEqual([]);
    rig.authorized({ token: 'abc' });
    expect(rig.takeRequests()).toMatchObject([
      {
        method: 'subscribe',
        channel: 'executions',
        token: 'abc',
        snapOrders: true,
        snapTrades: true,
        ratecounter: true,
      },
    ]);
    expect(asksForToken(rig)).toBe(0);
  });

  it('is another one on the next connection', () => {
    const rig = opened().authorized({ token: 'abc' }).reopened();
    rig.takeRequests();
    expect(asksForToken(rig)).toBe(2);
    rig.authorized({ token: 'def' });
    expect(rig.takeRequests()).toMatchObject([{ token: 'def' }]);
  });

  it('is asked for again when the exchange does not accept it, and the same is asked with the new one', () => {
    const rig = opened().authorized({ token: 'abc' });
    const request = rig.takeRequest();
    rig.refuses(request, 'ESession:Invalid session').wait(500);
    expect(asksForToken(rig)).toBe(2);
    rig.authorized({ token: 'def' });
    expect(rig.takeRequests()).toMatchObject([{ method: 'subscribe', channel: 'executions', token: 'def' }]);
  });

  it('is given up once, however many requests were sent with it', () => {
    const rig = opened();
    rig.want({ channel: 'balances' }).authorized({ token: 'abc' });
    const requests = rig.takeRequests();
    expect(requests.length).toBe(2);
    for (const request of requests) rig.refuses(request, 'ESession:Invalid session');
    expect(rig.takeEvents().filter(({ type }) => type === 'error').length).toBe(1);
  });

  it('that does not come five times in a row leaves the topic refused, and says why', () => {
    const rig = opened();
    for (let i = 0; i < 5; i++) rig.authorized({ reason: 'the server is down' }).wait(8_000);
    const events = rig.takeEvents();
    expect(events).toContainEqual(
      expect.objectContaining({
        type: 'topic',
        state: 'closed',
        error: expect.objectContaining({ name: 'RequestError', reason: 'no token: the server is down' }),
      }),
    );
    expect(asksForToken(rig)).toBe(5);
  });

  it('that does not come at all counts as one that failed', () => {
    const rig = opened().lives(15_000);
    expect(rig.takeEvents()).toContainEqual(
      expect.objectContaining({
        type: 'error',
        error: expect.objectContaining({ reason: 'no token: none came in time' }),
      }),
    );
    rig.lives(1_000);
    expect(asksForToken(rig)).toBe(2);
  });

  it('is tried for seldom after that, by whoever was served before', () => {
    const rig = opened().authorized({ token: 'abc' });
    const request = rig.takeRequest();
    rig.acknowledges(request).says({ type: 'executions', snapshot: true, sequence: 1, data: [] });
    rig.reopened();
    for (let i = 0; i < 5; i++) rig.authorized({ reason: 'the server is down' }).lives(8_000);
    expect(asksForToken(rig)).toBe(6);
    rig.lives(60_000);
    expect(asksForToken(rig)).toBe(1);
    rig.takeRequests();
    rig.authorized({ token: 'def' });
    expect(rig.takeRequests()).toMatchObject([{ method: 'subscribe', token: 'def' }]);
  });

  it('that does not come refuses who has come back as well, while what was left is still to be given up', () => {
    const rig = opened().authorized({ token: 'abc' });
    rig.acknowledges(rig.takeRequest()).says({ type: 'executions', snapshot: true, sequence: 1, data: [] });
    rig.leave(EXECUTIONS).turn();
    rig.refuses(rig.takeRequest(), 'ESession:Invalid session');
    rig.want(EXECUTIONS).wait(500).takeEvents();
    for (let i = 0; i < 3; i++) rig.authorized({ reason: 'the server is down' }).lives(8_000);
    rig.authorized({ reason: 'the server is down' });
    expect(rig.takeEvents()).toContainEqual(expect.objectContaining({ type: 'topic', state: 'closed' }));
    rig.want(EXECUTIONS).authorized({ token: 'def' }).turn();
    const [request] = rig.takeRequests();
    expect(request).toMatchObject({ method: 'subscribe', channel: 'executions', token: 'def' });
  });

  it('that does not come leaves what is still to be given up to be given up', () => {
    const rig = opened().authorized({ token: 'abc' });
    rig.acknowledges(rig.takeRequest()).leave(EXECUTIONS).turn();
    rig.refuses(rig.takeRequest(), 'ESession:Invalid session').want({ channel: 'balances' });
    for (let i = 0; i < 5; i++) rig.authorized({ reason: 'the server is down' }).lives(8_000);
    rig.want({ channel: 'balances' }).authorized({ token: 'def' }).turn();
    expect(rig.takeRequests()).toContainEqual(
      expect.objectContaining({ method: 'unsubscribe', channel: 'executions', token: 'def' }),
    );
  });

  it('comes too late for a connection that is gone', () => {
    const rig = opened().closed().authorized({ token: 'abc' });
    rig.untilConnect();
    rig.opened();
    expect(rig.takeAsked()).toEqual([]);
    expect(asksForToken(rig)).toBe(2);
  });
});
