/** Whom a token may be issued to. Errors say no key: whoever reads them may not know it. */
import { UsageError } from '@kraken-stream/core';
import type { Broker } from '../account/broker.js';
import type { Session } from './tokens.js';

/** What a token says that was issued to an account, which may do everything, or to a key. Throws `UsageError`. */
export function sessionOf(broker: Broker, nameOrKey: string): Session {
  const account = broker.find(nameOrKey);
  if (account !== undefined) return { account, permissions: { query: true, trade: true, webSocket: true } };
  const key = broker.key(nameOrKey);
  if (key === undefined) {
    const names = broker.accounts.map(({ name }) => name).join(', ') || 'there are none';
    throw new UsageError(
      'account',
      `account: expected the name of an account (${names}) or a key of one, received neither`,
    );
  }
  if (!key.permissions.webSocket) {
    throw new UsageError(
      'key',
      `key: expected one that may have tokens, received one of ${key.account.name} that may not`,
    );
  }
  return { account: key.account, permissions: key.permissions };
}
