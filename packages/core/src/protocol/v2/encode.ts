/**
 * What the exchange sends, byte for byte as recorded: compact, in the recorded key order, every digit as it was given.
 */
import type { Asset, Pair } from '../instrument.js';
import type { Candle, RefusedMessage, ServerMessage, SubscriptionEcho, Ticker, Trade } from '../message.js';
import { boolean, number, object, text } from '../write.js';
import { answerMembers, balancesFrame, executions } from './encode-account.js';
import { book } from './encode-book.js';

export function encode(message: ServerMessage): string {
  switch (message.type) {
    case 'heartbeat':
      return '{"channel":"heartbeat"}';
    case 'status':
      return `{"channel":"status","type":"update","data":[${object({
        version: text(message.version),
        system: text(message.system),
        api_version: text(message.apiVersion),
        connection_id: message.connectionId,
      })}]}`;
    case 'book':
      return book(message);
    case 'ticker':
      return `{"channel":"ticker","type":"${kind(message)}","data":[${ticker(message.data)}]}`;
    case 'spread':
      throw new TypeError("v2 has no spread: it is read of tickers with the event trigger 'bbo'");
    case 'trade':
      return `{"channel":"trade","type":"${kind(message)}","data":[${message.data.map(trade)}]}`;
    case 'ohlc':
      return object({
        channel: '"ohlc"',
        type: `"${kind(message)}"`,
        timestamp: text(message.timestamp),
        data: `[${message.data.map(candle)}]`,
      });
    case 'instrument':
      return `{"channel":"instrument","type":"${kind(message)}","data":{"assets":[${message.assets.map(asset)}],"pairs":[${message.pairs.map(pair)}]}}`;
    case 'pong':
      return object({ method: '"pong"', req_id: number(message.reqId), ...times(message) });
    case 'subscribed':
    case 'unsubscribed':
      return object({
        method: message.type === 'subscribed' ? '"subscribe"' : '"unsubscribe"',
        req_id: number(message.reqId),
        result: echo(message.result),
        success: 'true',
        ...times(message),
      });
    case 'refused':
      return refusal(message);
    case 'executions':
      return executions(message);
    case 'balances':
      return balancesFrame(message);
    case 'answered': {
      const { orders_cancelled, result } = answerMembers(message);
      return object({
        method: text(message.method),
        orders_cancelled,
        req_id: number(message.reqId),
        result,
        success: 'true',
        ...times(message),
      });
    }
  }
}

function refusal(message: RefusedMessage): string {
  return object({
    error: text(message.error),
    method: text(message.method),
    req_id: number(message.reqId),
    success: 'false',
    symbol: text(message.symbol),
    ...times(message),
  });
}

function echo(result: SubscriptionEcho): string {
  return object({
    channel: text(result.channel),
    depth: number(result.depth),
    event_trigger: text(result.eventTrigger),
    interval: number(result.interval),
    maxratecount: number(result.maxratecount),
    snap_orders: boolean(result.snapOrders),
    snap_trades: boolean(result.snapTrades),
    snapshot: boolean(result.snapshot),
    symbol: text(result.symbol),
    warnings: result.warnings === undefined ? undefined : JSON.stringify(result.warnings),
  });
}

function ticker(value: Ticker): string {
  return object({
    symbol: text(value.symbol),
    bid: value.bid,
    bid_qty: value.bidQty,
    ask: value.ask,
    ask_qty: value.askQty,
    last: value.last,
    volume: value.volume,
    vwap: value.vwap,
    low: value.low,
    high: value.high,
    change: value.change,
    change_pct: value.changePct,
    volume_usd: value.volumeUsd,
    trades: number(value.trades),
    timestamp: text(value.timestamp),
  });
}

function trade(value: Trade): string {
  return object({
    symbol: text(value.symbol),
    side: text(value.side),
    price: value.price,
    qty: value.qty,
    ord_type: text(value.ordType),
    trade_id: number(value.tradeId),
    timestamp: text(value.timestamp),
  });
}

function candle(value: Candle): string {
  return object({
    symbol: text(value.symbol),
    open: value.open,
    high: value.high,
    low: value.low,
    close: value.close,
    trades: number(value.trades),
    volume: value.volume,
    vwap: value.vwap,
    interval_begin: text(value.intervalBegin),
    interval: number(value.interval),
    timestamp: text(value.timestamp),
  });
}

function asset(value: Asset): string {
  return object({
    id: text(value.id),
    status: text(value.status),
    precision: number(value.precision),
    precision_display: number(value.precisionDisplay),
    borrowable: boolean(value.borrowable),
    collateral_value: value.collateralValue,
    multiplier: value.multiplier,
    class: text(value.class),
    margin_rate: value.marginRate,
  });
}

function pair(value: Pair): string {
  return object({
    symbol: text(value.symbol),
    base: text(value.base),
    quote: text(value.quote),
    status: text(value.status),
    qty_precision: number(value.qtyPrecision),
    qty_increment: value.qtyIncrement,
    price_precision: number(value.pricePrecision),
    cost_precision: number(value.costPrecision),
    marginable: boolean(value.marginable),
    has_index: boolean(value.hasIndex),
    ws_display_price_precision: number(value.wsDisplayPricePrecision),
    cost_min: value.costMin,
    margin_initial: value.marginInitial,
    position_limit_long: number(value.positionLimitLong),
    position_limit_short: number(value.positionLimitShort),
    tick_size: value.tickSize,
    price_increment: value.priceIncrement,
    qty_min: value.qtyMin,
  });
}

function kind(message: { readonly snapshot?: boolean | undefined }): string {
  return message.snapshot ? 'snapshot' : 'update';
}

function times(message: { timeIn?: string | undefined; timeOut?: string | undefined }): {
  time_in: string | undefined;
  time_out: string | undefined;
} {
  return { time_in: text(message.timeIn), time_out: text(message.timeOut) };
}
