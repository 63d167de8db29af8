/**
 * What a fill moves: money from one account to another, the fee to the house, a line in the ledger for each asset, a
 * report. Knows nothing of what becomes of the order then.
 */
import type { LedgerEntry } from '@kraken-stream/core';
import type { Fill } from '../engine/order.js';
import { unitsOf, written } from './amount.js';
import type { Books } from './books.js';
import type { Customer } from './customer.js';
import { release } from './funds.js';
import type { Ids } from './ids.js';
import type { OwnOrder } from './own-order.js';
import { filled, traded } from './report.js';

/** What a settlement needs of the house. */
export interface Vault {
  readonly ids: Ids;
  readonly books: Books;
  /** Decimals of an asset's ledger. */
  decimals(asset: string): number;
  /** The last price of an asset in dollars, as a decimal; undefined where it is not traded for them. */
  dollarPrice(asset: string): string | undefined;
}

/** Carries one side of a fill out. */
export function settle(order: OwnOrder, { tradeId, ticks, lots }: Fill, liquidityInd: 'm' | 't', vault: Vault): void {
  const { customer, terms, draft, feeAsset } = order;
  const turnover = BigInt(ticks) * lots;
  const amount = terms.amount(lots);
  const cost = terms.cost(turnover);
  const rate = liquidityInd === 'm' ? customer.fees.maker : customer.fees.taker;
  const fee = order.fees.charge(draft.feePreference === 'base' ? amount : cost, rate);
  const feeQuote = feeAsset === terms.quote ? fee : terms.worth(fee, ticks);
  const feeDollars = inDollars(feeAsset, fee, vault, terms.dollarPrecision);
  order.doneLots += lots;
  order.turnover += turnover;
  order.cost += cost;
  order.feeQuote += feeQuote;
  order.feeDollars += feeDollars ?? 0n;
  order.execType = 'trade';
  order.status = 'partially_filled';

  const printed = feeAsset === terms.quote ? terms.printedCost(fee) : written(fee, vault.decimals(feeAsset));
  const execId = vault.ids.next('fill');
  const timestamp = customer.stamp();
  order.timestamp = timestamp;
  const fees = { fee: printed, feeQuote, feeDollars };
  const facts = { execId, tradeId, lots, ticks, cost, liquidityInd, ...fees, timestamp, complete: order.left === 0n };
  customer.remember((notation) => filled(order, facts, notation));
  customer.report(order, (notation) => traded(order, facts, notation));

  const sign = draft.side === 'buy' ? 1n : -1n;
  const moves = [
    { asset: terms.base, change: sign * amount, fee: feeAsset === terms.base ? fee : 0n },
    { asset: terms.quote, change: -sign * cost, fee: feeAsset === terms.quote ? fee : 0n },
  ];
  release(order, draft.side === 'buy' ? cost + (moves[1]?.fee ?? 0n) : amount + (moves[0]?.fee ?? 0n));
  const ledger = { refId: execId, timestamp, type: 'trade', category: 'trade' };
  for (const move of moves) {
    vault.books.traded(move.asset, move.change);
    vault.books.collected(move.asset, move.fee);
    enter(customer, move, ledger, vault);
  }
}

/** A deposit from outside. */
export function deposit(customer: Customer, asset: string, change: bigint, vault: Vault): void {
  vault.books.paidIn(asset, change);
  const refId = vault.ids.next('deposit');
  enter(
    customer,
    { asset, change, fee: 0n },
    { refId, timestamp: customer.stamp(), type: 'deposit', category: 'deposit' },
    vault,
  );
}

/** Changes a balance and tells of it. */
function enter(
  customer: Customer,
  { asset, change, fee }: { readonly asset: string; readonly change: bigint; readonly fee: bigint },
  cause: Pick<LedgerEntry, 'refId' | 'timestamp' | 'type' | 'category'>,
  vault: Vault,
): void {
  const decimals = vault.decimals(asset);
  const balance = customer.wallet.add(asset, change - fee);
  customer.entered({
    ledgerId: vault.ids.next('ledger'),
    ...cause,
    asset,
    assetClass: 'currency',
    walletType: 'spot',
    walletId: 'main',
    amount: written(change, decimals),
    fee: written(fee, decimals),
    balance: written(balance, decimals),
  });
}

/** A fee in units of the last of so many decimals of dollars; undefined where nothing tells its price. */
function inDollars(asset: string, fee: bigint, vault: Vault, precision: number): bigint | undefined {
  const price = asset === 'USD' ? '1' : vault.dollarPrice(asset);
  // Prices have at most so many decimals.
  const priceDecimals = 12;
  const units = price === undefined ? undefined : unitsOf(price, priceDecimals);
  if (units === undefined) return undefined;
  return (fee * units * 10n ** BigInt(precision)) / 10n ** BigInt(vault.decimals(asset) + priceDecimals);
}
