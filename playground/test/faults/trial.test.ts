import type { FaultType } from '@kraken-stream/simulator';
import { describe, expect, it } from 'vitest';
import { PROTOCOLS } from '../../../docs/test/run.js';
import { createRig } from '../../../packages/client/test/rig.js';
import { faultsOf } from '../../src/faults/offers.js';
import { tryOrder } from '../../src/faults/trial.js';

const ENDPOINTS = {
  v2: { private: 'memory://exchange/auth/v2' },
  v1: { public: 'memory://exchange/', private: 'memory://exchange/auth' },
};

/** What is told of an order while something goes wrong. */
async function told(protocol: 'v2' | 'v1', type: FaultType, values = {}): Promise<string[]> {
  let issue = (): string => '';
  await using rig = createRig(
    {
      protocol,
      endpoints: { public: 'memory://exchange/v2', ...ENDPOINTS[protocol] },
      token: async () => issue(),
      fetch: (url) => rig.simulator.fetch(url),
    },
    { accounts: [{ name: 'demo', balances: { USD: '1000' } }], ackDelayMs: 40, snapshotDelayMs: 160 },
  );
  const { client, simulator, clock } = rig;
  issue = () => simulator.issueToken('demo');
  const lines: string[] = [];
  let over = false;
  const begin = (): void => {
    for (const fault of faultsOf(type, ['BTC/USD'], values)) simulator.faults.inject(fault);
  };
  const trial = tryOrder(client, 'BTC/USD', 10, begin, (tone, text) => lines.push(`${tone}: ${text}`)).finally(() => {
    over = true;
  });
  for (let n = 0; n < 100 && !over; n++) await clock.run(500);
  await trial;
  return lines;
}

describe.each(PROTOCOLS)('a small order of %s while something goes wrong', (protocol) => {
  const PLACED = expect.stringMatching(/^you: you placed an order: buy [\d.]+ BTC\/USD at \d+\.\d$/);
  const ACCEPTED = expect.stringMatching(/^good: order accepted after \d+ ms$/);
  const CANCELED = 'quiet: order canceled again';

  it.each<FaultType>(['delay-answer', 'duplicate-answer', 'lose-answer', 'skip-sequence', 'expire-token'])(
    'is accepted and canceled in spite of it: %s',
    async (type) => {
      expect(await told(protocol, type)).toEqual([PLACED, ACCEPTED, CANCELED]);
    },
  );

  it('is unknown, then found in the reports, when the connection is cut behind it', async () => {
    expect(await told(protocol, 'drop-on-request')).toEqual([
      PLACED,
      expect.stringMatching(/^warn: order unknown, and not sent again: /),
      expect.stringMatching(/^good: order accepted, told by reports/),
      CANCELED,
    ]);
  });

  it('is unknown, then known to be absent, when it was not carried out', async () => {
    expect(await told(protocol, 'drop-on-request', { carriedOut: false })).toEqual([
      PLACED,
      expect.stringMatching(/^warn: order unknown, and not sent again: /),
      expect.stringMatching(/^warn: order absent, told by reports/),
    ]);
  });
});
