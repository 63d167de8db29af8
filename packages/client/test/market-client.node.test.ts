import { readFileSync } from 'node:fs';
import { MarketClient, record, UsageError, v1 } from '@kraken-stream/client';
import { describe, expect, it } from 'vitest';
import { createRig } from './rig.js';

/** The files of the package that a file needs when it runs, itself among them. */
function needed(file: string, seen = new Set<string>()): Set<string> {
  if (seen.has(file)) return seen;
  seen.add(file);
  const text = readFileSync(new URL(`../src/${file}`, import.meta.url), 'utf8');
  for (const [, what = '', name = ''] of text.matchAll(/^(?:import|export) ([^;]*?)from '\.\/([\w-]+)\.js';/gm)) {
    if (!what.startsWith('type ')) needed(`${name}.ts`, seen);
  }
  return seen;
}

describe('a client of market data', () => {
  it('keeps books and tells trades', async () => {
    await using rig = createRig();
    const client = new MarketClient({
      endpoints: { public: 'memory://exchange/v2' },
      clock: rig.clock,
      connect: rig.simulator.connect,
    });
    const book = client.book('BTC/USD');
    await rig.clock.run(1000);
    expect([book.state, client.connection]).toEqual(['live', 'live']);
    await client.close();
  });

  it('can be recorded, by a function that is in a bundle only where it is imported', async () => {
    await using rig = createRig();
    const { clock, simulator } = rig;
    const endpoints = { public: 'memory://exchange/v2' };
    const client = new MarketClient({ endpoints, clock, connect: simulator.connect });
    client.book('BTC/USD');
    await clock.run(1000);
    const recorder = record(client);
    await clock.run(1000);
    await client.close();
    expect(recorder.stopped).toBe(true);
    expect(recorder.text()).toContain(String.raw`\"type\":\"snapshot\"`);
    expect(() => record(client)).toThrow(UsageError);
  });

  it('takes nothing of an account, and says so', () => {
    expect(() => Reflect.construct(MarketClient, [{ token: () => 'abc' }])).toThrow(UsageError);
    expect(() => Reflect.construct(MarketClient, [{ endpoints: { private: 'wss://x' } }])).toThrow(
      "endpoints: expected an object of public, rest, received one with 'private'",
    );
  });

  it('speaks v1 when it is given it, and says how when it is only named', async () => {
    await using rig = createRig();
    const { clock, simulator } = rig;
    const endpoints = { public: 'memory://exchange/' };
    const client = new MarketClient({
      protocol: v1,
      endpoints,
      clock,
      connect: simulator.connect,
      fetch: simulator.fetch,
    });
    const book = client.book('BTC/USD');
    const instruments = client.subscribeInstruments();
    await clock.run(2000);
    expect([book.state, instruments.state]).toEqual(['live', 'live']);
    await client.close();
    expect(() => Reflect.construct(MarketClient, [{ protocol: 'v1' }])).toThrow(
      "protocol: expected the value v2 or v1 that this package has, not its name, received 'v1'",
    );
  });

  it('needs no code of accounts and trading', () => {
    const files = [...needed('market-client.ts')];
    expect(files).toContain('workings.ts');
    expect(
      files.filter((file) => /account|trading|record|calls|rulebook|instruments|switch|token|client-id/.test(file)),
    ).toEqual([]);
    expect([...needed('client.ts')]).toContain('trading.ts');
    expect([...needed('index.ts')]).not.toContain('token.ts');
  });
});
