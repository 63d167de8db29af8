import type { Request } from '@kraken-stream/core';
import { describe, expect, it } from 'vitest';
import { book, Rig } from './rig.js';

const BTC = book('BTC/USD');

/** Lets time go by, while the exchange lives, until the session asks for something else than a sign of life. */
function nextRequest(rig: Rig): Request {
  for (;;) {
    while (rig.requests.length === 0) rig.wait(1000).says({ type: 'heartbeat' });
    const request = rig.takeRequest();
    if (request.method !== 'ping') return request;
    rig.acknowledges(request);
  }
}

describe('a book that was served before', () => {
  it('is not given up for one refusal, however often it could not be proven before', () => {
    const rig = Rig.live().update('BTC/USD', '5.00000000', 1);
    for (let failures = 1; failures < 8; failures++) {
      rig.acknowledges(nextRequest(rig)).acknowledges(nextRequest(rig)).snapshot('BTC/USD', 1);
    }
    expect(rig.state(BTC)).toBe('failed');
    rig.acknowledges(nextRequest(rig));
    rig.refuses(nextRequest(rig), 'Currency pair not supported BTC/USD', 'BTC/USD');
    expect(rig.takeEvents().some((event) => event.type === 'topic' && event.state === 'closed')).toBe(false);
    rig.acknowledges(nextRequest(rig)).acknowledges(nextRequest(rig)).snapshot('BTC/USD');
    expect(rig.state(BTC)).toBe('live');
  });

  it('is given up when it is refused again and again', () => {
    const rig = Rig.live(['BTC/USD'], { resync: { budget: 3 } });
    rig.update('BTC/USD', '5.00000000', 1);
    let refusals = 0;
    for (let ended = false; !ended && refusals < 10; ) {
      const request = nextRequest(rig);
      if (request.method === 'unsubscribe') rig.acknowledges(request);
      else {
        rig.refuses(request, 'Currency pair not supported BTC/USD', 'BTC/USD');
        refusals++;
      }
      ended = rig.takeEvents().some((event) => event.type === 'topic' && event.state === 'closed');
    }
    expect(refusals).toBe(4);
  });
});
