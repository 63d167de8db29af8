/** Lets a client send whatever comes to its mind, and looks at every answer, the money and the orders. */
import type { Codec } from '@kraken-stream/core';
import fc from 'fast-check';
import { expect } from 'vitest';
import { Customer } from '../../src/account/customer.js';
import { House } from '../../src/account/house.js';
import { arena } from '../account/crowd.js';
import { Auditor, checkBooks, checkHolds, checkMoney } from '../account/invariants.js';
import { numRuns, PATIENCE, STRING } from './nonsense.js';

interface Siege {
  readonly codec: Codec;
  /** The private endpoint. */
  readonly path: string;
  /** What is subscribed to first; `TOKEN` stands for the token. */
  readonly subscriptions: readonly string[];
  /** What is sent, with the request id 7; `ORDER` stands for the id of an open order. */
  readonly requests: fc.Arbitrary<string>;
  /** What no frame may have outside of texts. */
  readonly nonsense: RegExp;
}

/** Every request is answered, in frames that can be read, and no account is the worse for it. */
export function besiege({ codec, path, subscriptions, requests, nonsense }: Siege): void {
  fc.assert(
    fc.property(fc.nat(1000), fc.array(requests, { minLength: 20, maxLength: 60 }), (seed, said) => {
      const exchange = arena(seed);
      const house = exchange.broker;
      if (!(house instanceof House)) throw new Error('another broker');
      const customers = house.accounts.filter((account) => account instanceof Customer);
      const auditors = customers.map((customer) => new Auditor(customer));
      const assets = exchange.assets.map(({ id }) => id);
      const rich = customers.find(({ name }) => name === 'rich');
      const token = exchange.issueToken('rich');
      let heard: string[] = [];
      const connection = exchange.accept(path, { send: (text) => heard.push(text), close: () => undefined });
      const asked = (text: string) => connection.received(text.replaceAll('TOKEN', token));
      for (const text of subscriptions) asked(text);
      for (const text of said) {
        heard = [];
        const orderId = [...(rich?.orders.keys() ?? [])].at(-1) ?? 'none';
        asked(text.replaceAll('ORDER', orderId));
        const answers = heard.map((frame) => codec.decode(frame));
        expect(answers.filter(({ type }) => type === 'invalid' || type === 'unknown')).toEqual([]);
        expect(answers.some((answer) => 'reqId' in answer && answer.reqId === 7)).toBe(true);
        exchange.tick(exchange.now + 700);
        // Outside of texts every number is a plain decimal.
        expect(heard.filter((frame) => nonsense.test(frame.replace(STRING, '')))).toEqual([]);
        const open = JSON.stringify(
          customers.map((customer) => customer.openOrders()),
          // Names are what the client made of them.
          (name, value: unknown) => (name === 'clOrdId' || name === 'senderSubId' ? undefined : value),
        );
        expect(open.match(/"-?[\d.]*(?:\de[^"]*|NaN|Infinity)"/g)).toBeNull();
        checkMoney(house, customers, assets);
        for (const customer of customers) checkHolds(house, customer, assets);
        checkBooks(exchange, customers);
      }
      for (const auditor of auditors) {
        auditor.check();
        auditor.checkLives();
      }
    }),
    { numRuns, ...PATIENCE },
  );
}
