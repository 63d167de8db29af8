/** The keys of accounts, and whom a token may be issued to. Errors say no key: whoever reads them may not know it. */
import { UsageError } from '@kraken-stream/core';
import type { Broker } from '../account/broker.js';
import type { Session } from './tokens.js';

/** A key, and whom a token for it speaks for. */
export interface HeldKey extends Session {
  /** Base64. */
  readonly secret: string;
  /** Whether its nonces need not grow. */
  readonly anyNonce: boolean;
}

const EVERYTHING = { query: true, trade: true, webSocket: true };

/** Undefined when no account has this key. */
export function findKey({ accounts }: Broker, name: string): HeldKey | undefined {
  for (const account of accounts) {
    const found = account.keys.find(({ key }) => key === name);
    if (found === undefined) continue;
    const { query = true, trade = true, webSocket = true } = found.permissions ?? EVERYTHING;
    const { secret, anyNonce = false } = found;
    return { account, secret, anyNonce, permissions: { query, trade, webSocket } };
  }
  return undefined;
}

/** What a token says that is issued to an account, which may do everything, or to a key. Throws `UsageError`. */
export function sessionOf(broker: Broker, nameOrKey: string): Session {
  const account = broker.find(nameOrKey);
  if (account !== undefined) return { account, permissions: EVERYTHING };
  const key = findKey(broker, nameOrKey);
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
  return key;
}
