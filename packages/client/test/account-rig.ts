/** A client with an account: markets of the simulator, the account of an exchange as simple as can be. */
import type { ClientOptions } from '@kraken-stream/client';
import { type Simulator, VirtualClock } from '@kraken-stream/simulator';
import { AccountExchange } from './account-exchange.js';
import { createRig, type Rig } from './rig.js';

export interface AccountRig extends Rig {
  readonly account: AccountExchange;
}

export const PRIVATE = 'memory://account/v2';

export function createAccountRig(
  options: ClientOptions = {},
  clock: VirtualClock = new VirtualClock(),
  markets?: Simulator,
): AccountRig {
  const account = new AccountExchange(clock);
  let ids = 0;
  const rig: Rig = createRig(
    {
      token: () => 'a token',
      ...options,
      endpoints: { public: 'memory://exchange/v2', private: PRIVATE },
      trading: { clOrdId: () => `id-${++ids}`, ...options.trading },
      connect: (url, events) => (url === PRIVATE ? account : (markets ?? rig.simulator)).connect(url, events),
    },
    { symbols: ['BTC/USD', 'ETH/USD'] },
    clock,
  );
  return { ...rig, account, [Symbol.asyncDispose]: () => rig[Symbol.asyncDispose]() };
}
