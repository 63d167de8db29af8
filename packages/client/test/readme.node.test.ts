import { describe, expect, it } from 'vitest';
import { run, snippets } from './snippets.js';

describe('the snippets', () => {
  it('of the client’s page run one after another', async () => {
    const all = snippets('packages/client/README.md');
    expect(all.length).toBeGreaterThanOrEqual(4);
    const printed = await run(all.join('\n'));
    expect(printed.join('\n')).toMatch(/^(BTC|ETH)\/USD (buy|sell) [\d.]+ [\d.]+$/m);
    expect(printed.join('\n')).toContain('the exchange refused subscribe NOPE/USD');
  });

  it('of the first page run', async () => {
    const [first = '', candles = '', order = '', events = ''] = snippets('README.md');
    expect((await run(first)).length).toBeGreaterThan(10);
    expect(await run(order)).toEqual(['accepted']);
    expect((await run(candles)).join('\n')).toMatch(/^BTC\/USD [\d.]+$/m);
    await run(
      `const kraken = new KrakenClient(); const book = kraken.book('BTC/USD');\n${events}\nawait kraken.close();`,
    );
  });
});
