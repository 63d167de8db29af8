/** Whatever goes wrong, nothing that a client tells or shows has a secret in it. */
import { inspect } from 'node:util';
import type { KrakenClient } from '@kraken-stream/client';
import { krakenToken } from '@kraken-stream/client/token';
import { describe, expect, it } from 'vitest';
import { type AccountRig, createAccountRig } from './account-rig.js';

const TOKEN = 'nmc39wCfFqn0mirRrpHMFOu0xfq4VVghFy+UPzpVcJo';
const STALE = 'staleTokenOfYesterday+/0123456789abcdefghij';
const KEY = 'theKeyWhichIsNobodysBusiness';
const SECRET = 'kQH5HW/8p1uGOVjbgWA7FunAmGO8lsSUXNsu3eow76sz84Q18fWxnyRzBHCd3pd5nE9qa99HAZtuZuj6F1huXg==';

/** Everything that there is to be seen of a value, by all the ways in which people look. */
function shown(value: unknown): string {
  const ways = [inspect(value, { depth: 12, showHidden: true, getters: true }), String(value)];
  if (value instanceof Error) ways.push(value.message, value.stack ?? '', shown(value.cause ?? ''));
  try {
    ways.push(JSON.stringify(value) ?? '');
  } catch {
    // What refers to itself cannot be said that way.
  }
  return ways.join('\n');
}

/** All that a client and what it hands out tell. */
function listen(client: KrakenClient): unknown[] {
  const told: unknown[] = [client];
  const keep = (event: unknown) => told.push(event);
  for (const event of ['connection', 'status', 'gap', 'frame', 'warning', 'settled', 'error'] as const) {
    client.on(event, keep);
  }
  const executions = client.subscribeExecutions();
  const balances = client.subscribeBalances();
  const orders = client.subscribeOpenOrders();
  const trades = client.subscribeOwnTrades();
  for (const each of [executions, balances, orders, trades]) {
    told.push(each, each.refused);
    each.ready.catch(keep);
    for (const event of ['gap', 'state', 'refused', 'error'] as const) each.on(event, keep);
  }
  executions.on('data', keep);
  balances.on('data', keep);
  const dead = client.deadMansSwitch({ seconds: 10 });
  told.push(dead.on('armed', keep).on('failed', keep));
  return told;
}

async function trade({ client, clock }: AccountRig, told: unknown[]): Promise<void> {
  const terms = { orderType: 'limit', side: 'buy', orderQty: '0.5', limitPrice: '100.1' } as const;
  const order = { symbol: 'BTC/USD', ...terms } as const;
  const keep = (outcome: unknown) => told.push(outcome);
  for (const outcome of [
    client.addOrder(order),
    client.addOrder({ ...order, limitPrice: '0.00001' }),
    client.amendOrder({ clOrdId: 'id-1', orderQty: '0.7' }),
    client.cancelOrder(['OAAAAA-AAAAA-AAAAAA', { clOrdId: 'id-1' }]),
    client.cancelAll({ timeoutMs: 300 }),
    client.batchAdd({ symbol: 'BTC/USD', orders: [terms, terms] }),
  ]) {
    outcome.then(keep, keep);
  }
  await clock.run(1000);
  told.push(client.connections, client.rate('BTC/USD'));
}

describe('no secret is told or shown', () => {
  it('when all goes well, nor when connections are lost and answers do not come', async () => {
    await using rig = createAccountRig({ token: () => TOKEN });
    rig.account.tokens.add(TOKEN);
    const told = listen(rig.client);
    await trade(rig, told);
    rig.account.script = () => [];
    await trade(rig, told);
    rig.account.drop();
    await rig.clock.run(30_000);
    await rig.client.close();
    await rig.clock.run(1000);
    expect(rig.sent.some((text) => text.includes(TOKEN))).toBe(true);
    expect(shown(told)).not.toContain(TOKEN);
  });

  it('when a token is not accepted any more', async () => {
    const tokens = [STALE, STALE, TOKEN];
    let asked = 0;
    await using rig = createAccountRig({ token: async () => tokens[asked++] ?? STALE });
    rig.account.tokens.add(TOKEN);
    const told = listen(rig.client);
    await trade(rig, told);
    await rig.clock.run(10_000);
    rig.account.tokens.clear();
    await trade(rig, told);
    rig.account.drop();
    await rig.clock.run(120_000);
    await rig.client.close();
    const text = told.map(shown).join('\n');
    expect(text).toContain('ESession:Invalid session');
    for (const secret of [TOKEN, STALE]) expect(text).not.toContain(secret);
  });

  it.each<[string, () => unknown]>([
    ['throws it', () => Promise.reject(new Error(`no: ${TOKEN}`, { cause: TOKEN }))],
    [
      'throws it at once',
      () => {
        throw TOKEN;
      },
    ],
    ['returns it in something else', () => ({ token: TOKEN })],
    ['never answers', () => new Promise(() => {})],
  ])('by a client whose provider %s', async (_, provider) => {
    await using rig = createAccountRig({ token: provider as () => string });
    const told = listen(rig.client);
    await trade(rig, told);
    await rig.clock.run(120_000);
    await rig.client.close();
    const text = told.map(shown).join('\n');
    expect(text).toContain('the token provider');
    expect(text).not.toContain(TOKEN);
  });

  it('of those with which a token is fetched', async () => {
    const signatures: string[] = [];
    const answers = [
      { ok: true, status: 200, text: async () => JSON.stringify({ error: [`EAPI:Invalid key ${KEY}`] }) },
      { ok: false, status: 502, text: async () => KEY },
      { ok: true, status: 200, text: async () => JSON.stringify({ error: [], result: { token: TOKEN } }) },
    ];
    const token = krakenToken({
      key: KEY,
      secret: SECRET,
      fetch: async (_, { headers }) => {
        signatures.push(headers['API-Sign'] ?? '');
        const answer = answers.shift();
        if (answer === undefined) throw new Error(`failed with ${JSON.stringify(headers)}`);
        return answer;
      },
    });
    await using rig = createAccountRig({ token });
    rig.account.tokens.add(TOKEN);
    const told: unknown[] = [token, ...listen(rig.client)];
    await trade(rig, told);
    await rig.clock.run(20_000);
    rig.account.drop();
    await rig.clock.run(120_000);
    await rig.client.close();
    const text = told.map(shown).join('\n');
    expect(signatures.length).toBeGreaterThan(3);
    for (const secret of [TOKEN, KEY, SECRET, ...signatures]) expect(text).not.toContain(secret);
  });
});
