/**
 * An account as the command line has it. Errors do not repeat what was given: there is a secret in it. Knows nothing of
 * other options.
 */
import { UsageError } from '@kraken-stream/core';
import type { AccountOptions, Permissions, Tier } from '../account/account.js';

export const ACCOUNT_FORM = 'NAME:KEY:SECRET[:ASSET=AMOUNT,tier=TIER,may=RIGHTS,...]';

const TIERS: readonly Tier[] = ['starter', 'intermediate', 'pro'];
const ASSET = /^[A-Za-z\d.]+$/;
const RIGHTS: readonly string[] = ['query', 'trade'] satisfies (keyof Permissions)[];

/** Throws `UsageError` that says what was expected. */
export function readAccount(text: string): AccountOptions {
  const [name = '', key = '', secret = '', details, more] = text.split(':');
  if (name === '' || key === '' || secret === '' || more !== undefined) {
    throw wrong(`expected ${ACCOUNT_FORM}, received ${text.split(':').length} parts between colons`);
  }
  if (!/^(?:[A-Za-z\d+/]{4})*(?:[A-Za-z\d+/]{2}==|[A-Za-z\d+/]{3}=)?$/.test(secret)) {
    throw wrong(`the secret of ${name}: expected base64`);
  }
  const balances: Record<string, string> = {};
  let tier: Tier | undefined;
  let permissions: Partial<Permissions> | undefined;
  for (const detail of details === undefined || details === '' ? [] : details.split(',')) {
    const [, what = '', value = ''] = /^([^=]+)=(.+)$/.exec(detail) ?? [];
    if (what === 'tier') tier = readTier(name, value);
    else if (what === 'may') permissions = readRights(name, value);
    else if (ASSET.test(what) && /^\d+(?:\.\d+)?$/.test(value)) balances[what] = value;
    else throw wrong(`${name}: expected ASSET=AMOUNT such as USD=5000.25 in every part behind the secret`);
  }
  return { name, keys: [{ key, secret, permissions }], balances, tier };
}

function readTier(name: string, value: string): Tier {
  const tier = TIERS.find((each) => each === value);
  if (tier === undefined) throw wrong(`${name}: tier: expected ${TIERS.join(', ')}, received ${value}`);
  return tier;
}

function readRights(name: string, value: string): Permissions {
  const rights = value.split('+');
  if (!rights.every((right) => RIGHTS.includes(right))) {
    throw wrong(`${name}: may: expected ${RIGHTS.join(' or ')} or both with + between, received ${value}`);
  }
  return { query: rights.includes('query'), trade: rights.includes('trade'), webSocket: true };
}

function wrong(message: string): UsageError {
  return new UsageError('account', `--account: ${message}`);
}
