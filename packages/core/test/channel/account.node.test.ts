/** The frames of an account that the exchange really sent, and those that its documentation prints. */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { BalancesChannel } from '../../src/channel/balances.js';
import { ExecutionsChannel } from '../../src/channel/executions.js';
import { v2 } from '../../src/protocol/v2/codec.js';
import { IGNORED, LIVE, WAITING } from './moods.js';

const samples = new URL('../../../../../shared/protocol/examples/', import.meta.url);
const present = existsSync(samples);
if (!present) console.info('shared/protocol is not here: the frames of accounts are not checked');

const frames = (present ? readdirSync(samples) : [])
  .filter((name) => /^v2-(executions|balances)-(?!.*subscribe).*\.json$/.test(name))
  .map((name) => ({ name, message: v2.decode(readFileSync(new URL(name, samples), 'utf8')) }));

describe.skipIf(!present)('the frames of accounts', () => {
  it('are there', () => expect(frames.length).toBeGreaterThan(15));

  it.each(frames)('$name is placed, and nothing of it is lost', ({ message }) => {
    if (message.type !== 'executions' && message.type !== 'balances') throw new Error(message.type);
    const { snapshot, sequence, data } = message;
    const channel =
      message.type === 'balances'
        ? new BalancesChannel()
        : new ExecutionsChannel({ snapOrders: true, snapTrades: true });
    if (!snapshot) channel.take({ type: message.type, snapshot: true, sequence: sequence - 1, data: [] }, WAITING);
    const taken = channel.take(message, snapshot ? WAITING : LIVE);
    expect(taken).toMatchObject({ verdict: 'told', snapshot, seamless: true });
    expect(channel.take(message, LIVE)).toEqual(IGNORED);
    if (message.type === 'balances') {
      expect(taken).toMatchObject({ data: snapshot ? { balances: data } : { ledger: data } });
      const { balances } = channel as BalancesChannel;
      for (const { asset, balance } of message.data) expect(balances.get(asset)).toMatchObject({ asset, balance });
      return;
    }
    const { orders } = channel as ExecutionsChannel;
    for (const { orderStatus, ...report } of message.data) {
      // The status may be known better: a fill does not say that nothing remains.
      expect(orders.find(report)).toMatchObject(report);
      if (report.execId === undefined) expect(orders.open.has(report.orderId)).toBe(orderStatus !== 'canceled');
      else expect(orders.trades.map(({ execId }) => execId)).toContain(report.execId);
    }
  });
});
