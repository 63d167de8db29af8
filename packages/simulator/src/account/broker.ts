/**
 * What the exchange does with requests about orders. The server's side of a private connection asks it, and sends what it
 * answers. Types only.
 */
import type { AnsweredMessage, RefusedMessage, TradingRequest } from '@kraken-stream/core';
import type { Account, AccountOptions } from './account.js';

type Timeless<M> = M extends unknown ? Omit<M, 'timeIn' | 'timeOut'> : never;

/** An answer without its times. */
export type TradingAnswer = Timeless<AnsweredMessage> | Timeless<RefusedMessage>;

/** Opens accounts of the local exchange, and finds them. */
export interface Broker {
  /** Opens an account. Throws `UsageError` for a name or a key that there is already, and for what is no decimal. */
  open(options: AccountOptions): Account;
  /** Undefined when there is none of this name. */
  find(name: string): Account | undefined;
  readonly accounts: readonly Account[];
  /**
   * Carries a request out now and answers it: once, `cancel_order` once for each order. What happens is told to the
   * account's listeners before this returns. Permissions and tokens are not its matter.
   */
  handle(account: Account, request: TradingRequest): readonly TradingAnswer[];
  /** Pays a plain decimal into an account and tells it. Throws `UsageError` for an unknown asset and for what is no amount. */
  deposit(account: Account, asset: string, amount: string): void;
}
