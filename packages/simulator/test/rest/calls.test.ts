import { describe, expect, it } from 'vitest';
import { Simulator, type SimulatorOptions, VirtualClock } from '../../src/index.js';

const API = 'https://api.kraken.com/0/public';

function create(options: SimulatorOptions = {}) {
  const clock = new VirtualClock();
  const start = clock.now();
  const simulator = new Simulator({ clock, symbols: ['BTC/USD', 'ADA/USD'], rate: 0, ...options });
  const told: string[] = [];
  /** Notes when an answer comes, and what it says. */
  const call = async (...[url, init]: Parameters<Simulator['fetch']>): Promise<void> => {
    const said = await simulator.fetch(url, init).then(
      async (response) => `${response.status} ${await response.text()}`,
      (error: unknown) => `rejected: ${error}`,
    );
    told.push(`${clock.now() - start} ${said}`);
  };
  return { clock, simulator, told, call };
}

/** The names of what is listed at an address. */
async function names(url: string): Promise<string[]> {
  const { clock, simulator } = create();
  const answer = simulator.fetch(url);
  await clock.run(0);
  return Object.keys(JSON.parse(await (await answer).text()).result);
}

describe('REST in memory', () => {
  it('tells the time and the mode of the exchange, when a call has arrived', async () => {
    const { clock, simulator, told, call } = create();
    clock.advance(61_000);
    simulator.exchange.setMode('post_only');
    void call(`${API}/Time`);
    void call(`${API}/SystemStatus`);
    expect(told).toEqual([]);
    await clock.run(0);
    expect(told).toEqual([
      '61000 200 {"error":[],"result":{"unixtime":1767225661,"rfc1123":"Thu, 01 Jan 2026 00:01:01 GMT"}}',
      '61000 200 {"error":[],"result":{"status":"post_only","timestamp":"2026-01-01T00:01:01Z"}}',
    ]);
  });

  it('lists assets and pairs, all or those that are asked for', async () => {
    expect(await names(`${API}/AssetPairs`)).toEqual(['XXBTZUSD', 'ADAUSD']);
    expect(await names(`${API}/AssetPairs?pair=ADAUSD,XBT%2FUSD`)).toEqual(['ADAUSD', 'XXBTZUSD']);
    expect(await names(`${API}/Assets?asset=XBT`)).toEqual(['XXBT']);
  });

  it('is found by the path, whatever the host', async () => {
    for (const base of ['http://127.0.0.1:8080', 'memory://exchange', '']) {
      expect(await names(`${base}/0/public/Assets`)).toEqual(['XXBT', 'ZUSD', 'ADA']);
    }
  });

  it('says what is wrong in the answer, with status 200', async () => {
    const { clock, told, call } = create();
    void call(`${API}/AssetPairs?pair=NONSENSE`);
    void call(`${API}/Depth`);
    void call(`${API}/Time`, { method: 'POST' });
    void call('https://api.kraken.com/0/private/GetWebSocketsToken', { method: 'POST' });
    await clock.run(0);
    const unknown = '0 200 {"error":["EGeneral:Unknown method"]}';
    expect(told).toEqual(['0 200 {"error":["EQuery:Unknown asset pair"]}', unknown, unknown, unknown]);
  });

  it('takes the time of both ways', async () => {
    const { clock, simulator, told, call } = create({ latencyMs: 40 });
    void call(`${API}/SystemStatus`);
    await clock.run(39);
    simulator.exchange.setMode('maintenance');
    await clock.run(40);
    expect(told).toEqual([]);
    await clock.run(1);
    expect(told).toEqual(['80 200 {"error":[],"result":{"status":"maintenance","timestamp":"2026-01-01T00:00:00Z"}}']);
  });

  it('gives a call up when its signal aborts, and keeps no timer of it', async () => {
    const { clock, told, call } = create({ latencyMs: 40 });
    const stop = new AbortController();
    void call(`${API}/Time`, { signal: stop.signal });
    await clock.run(10);
    stop.abort('enough');
    await clock.run(0);
    void call(`${API}/Time`, { signal: stop.signal });
    await clock.run(0);
    expect(told).toEqual(['10 rejected: enough', '10 rejected: enough']);
    expect(clock.timers).toBe(0);
  });

  it('has gone when the simulator is closed, for those who wait too', async () => {
    const { clock, simulator, told, call } = create({ latencyMs: 40 });
    void call(`${API}/Time`);
    await clock.run(50);
    await simulator.close();
    void call(`${API}/Time`);
    await clock.run(0);
    const gone = '50 rejected: TypeError: fetch failed: the simulator is closed';
    expect([told, clock.timers]).toEqual([[gone, gone], 0]);
  });

  it('rejects what is no address', async () => {
    const { clock, told, call } = create();
    void call('http://');
    await clock.run(0);
    expect(told).toEqual(['0 rejected: TypeError: Invalid URL']);
  });
});
