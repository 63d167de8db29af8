/** One frame of each kind with every member that it can have, and ways to put something else in each place of it. */

type Json = null | boolean | number | string | Json[] | { [name: string]: Json };

/** Names of members and positions, from the outermost inwards. */
export type Place = readonly (string | number)[];

export interface Sample {
  readonly text: string;
  /** Members that may be left out, by their names, or by the names of their objects and their own. */
  readonly optional: readonly string[];
  /** Objects and elements in which everything may be left out. */
  readonly open?: readonly string[];
  /** Members that are not looked at. */
  readonly ignored?: readonly string[];
}

const TIMES = '"time_in":"2026-08-01T02:53:53.184174Z","time_out":"2026-08-01T02:53:53.184216Z"';

/** Of a report, all but what it is and what order it is about. */
const OPTIONAL_IN_REPORTS = [
  ...['cl_ord_id', 'order_userref', 'symbol', 'side', 'order_type', 'order_qty', 'cash_order_qty', 'limit_price'],
  ...['limit_price_type', 'time_in_force', 'effective_time', 'expire_time', 'post_only', 'reduce_only', 'margin'],
  ...['no_mpp', 'liquidated', 'display_qty', 'display_qty_remain', 'triggers', 'contingent', 'cum_qty', 'cum_cost'],
  ...['avg_price', 'exec_id', 'trade_id', 'last_qty', 'last_price', 'cost', 'liquidity_ind', 'fees', 'fee_ccy_pref'],
  ...['fee_usd_equiv', 'margin_borrow', 'position_status', 'ord_ref_id', 'ext_ord_id', 'ext_exec_id', 'amended'],
  ...['reason', 'sender_sub_id', 'user', 'ratecount', 'cancel_reason', 'stop_price', 'trigger', 'triggered_price'],
  ...['actual_price', 'peak_price', 'price', 'price_type', 'reference', 'status', 'trigger_price'],
  ...['trigger_price_type', 'triggers.timestamp'],
];
/** As an order is described that waits for a price. */
const REPORT =
  '"order_id":"AHOJQ8-1E72C-8M2VQH","symbol":"ADX/USD","order_qty":81.36256082,"cum_cost":0.00000,"time_in_force":"GTC",' +
  '"exec_type":"pending_new","side":"buy","order_type":"stop-loss-limit","cl_ord_id":"c-1","order_userref":-7,' +
  '"limit_price_type":"static","triggers":{"actual_price":0.20000,"last_price":0.25000,"peak_price":0.30000,' +
  '"price":-0.20000,"price_type":"static","reference":"index","status":"untriggered","timestamp":"2024-05-18T12:01:56.165888Z"},' +
  '"stop_price":0.20000,"limit_price":0.20000,"trigger":"index","post_only":true,"order_status":"pending_new","fee_usd_equiv":0.00000,' +
  '"fee_ccy_pref":"fciq","timestamp":"2024-05-18T12:01:56.165888Z","cash_order_qty":5.00,' +
  '"effective_time":"2024-05-18T12:01:56Z","expire_time":"2024-05-19T12:01:56Z","reduce_only":false,' +
  '"margin":true,"margin_borrow":true,"no_mpp":true,"liquidated":false,"display_qty":1.0,"display_qty_remain":0.5,' +
  '"contingent":{"limit_price":1.0,"limit_price_type":"static","order_type":"limit","trigger_price":2.0,"trigger_price_type":"pct"},' +
  '"cum_qty":1.00000000,"avg_price":0.20000,"exec_id":"TGBB7L","trade_id":62887576,"last_qty":0.00500000,' +
  '"last_price":26599.9,"cost":132.99950,"liquidity_ind":"t","fees":[{"asset":"USD","qty":0.34580}],' +
  '"position_status":"opened","ord_ref_id":"O1","ext_ord_id":"u-1","ext_exec_id":"u-2","amended":true,' +
  '"reason":"User requested","sender_sub_id":"s-1","user":"AA12","ratecount":61.25,"cancel_reason":"User requested",' +
  '"triggered_price":0.20000';

export const SAMPLES = {
  heartbeat: { text: '{"channel":"heartbeat"}', optional: [] },
  status: {
    text: '{"channel":"status","type":"update","data":[{"version":"2.0.10","system":"online","api_version":"v2","connection_id":7204881492680171915}]}',
    optional: ['connection_id'],
    ignored: ['type'],
  },
  book: {
    text: '{"channel":"book","type":"update","data":[{"symbol":"BTC/USD","bids":[{"price":63388.9,"qty":0.24178972}],"asks":[{"price":63389.0,"qty":0.02760887},{"price":63389.5,"qty":0.00000000}],"checksum":591913347,"timestamp":"2026-08-02T03:36:11.993912Z"}]}',
    optional: ['timestamp'],
  },
  ticker: {
    text: '{"channel":"ticker","type":"snapshot","data":[{"symbol":"ETH/USDC","bid":3207.04,"bid_qty":0.13280000,"ask":3207.71,"ask_qty":0.50000000,"last":3208.40,"volume":2173.29284504,"vwap":3243.10,"low":3177.00,"high":3367.99,"change":-119.70,"change_pct":-3.60,"volume_usd":6968011.50,"trades":135262,"timestamp":"2026-01-19T14:45:24.534338Z"}]}',
    optional: ['volume_usd', 'trades', 'timestamp'],
  },
  trade: {
    text: '{"channel":"trade","type":"update","data":[{"symbol":"BTC/USD","side":"buy","price":68500.0,"qty":0.01044920,"ord_type":"limit","trade_id":70635299,"timestamp":"2024-05-27T12:43:11.798009Z"},{"symbol":"BTC/USD","side":"sell","price":68499.9,"qty":0.00483190,"ord_type":"market","trade_id":70635300,"timestamp":"2024-05-27T12:43:11.798010Z"}]}',
    optional: [],
  },
  ohlc: {
    text: '{"channel":"ohlc","type":"update","timestamp":"2024-05-17T11:21:16.318303322Z","data":[{"symbol":"ETH/USD","open":3027.80,"high":3027.90,"low":3026.10,"close":3026.13,"trades":9,"volume":13.31603060,"vwap":3027.00,"interval_begin":"2024-05-17T11:12:00.000000000Z","interval":1,"timestamp":"2024-05-17T11:13:00.000000Z"}]}',
    optional: ['timestamp'],
  },
  instrument: {
    text: '{"channel":"instrument","type":"snapshot","data":{"assets":[{"id":"USD","status":"enabled","precision":4,"precision_display":2,"borrowable":true,"collateral_value":1.000,"multiplier":1.0,"class":"currency","margin_rate":0.050000}],"pairs":[{"symbol":"EUR/USD","base":"EUR","quote":"USD","status":"online","qty_precision":8,"qty_increment":0.00000001,"price_precision":5,"cost_precision":5,"marginable":true,"has_index":true,"ws_display_price_precision":5,"cost_min":0.50,"margin_initial":0.20,"position_limit_long":900,"position_limit_short":400,"tick_size":0.00001,"price_increment":0.00001,"qty_min":0.50000000}]}}',
    optional: [
      ...['multiplier', 'class', 'margin_rate', 'ws_display_price_precision', 'margin_initial', 'position_limit_long'],
      ...['position_limit_short', 'tick_size'],
    ],
  },
  pong: { text: `{"method":"pong","req_id":101,${TIMES}}`, optional: ['req_id'] },
  subscribed: {
    text: `{"method":"subscribe","req_id":121,"result":{"channel":"ohlc","depth":10,"event_trigger":"bbo","interval":60,"maxratecount":125,"snap_orders":true,"snap_trades":false,"snapshot":true,"symbol":"ETH/USD","warnings":["timestamp is deprecated, use interval_begin"]},"success":true,${TIMES}}`,
    optional: [
      ...['req_id', 'depth', 'event_trigger', 'interval', 'maxratecount', 'snap_orders', 'snap_trades', 'snapshot'],
      ...['symbol', 'warnings', '0'],
    ],
  },
  unsubscribed: {
    text: `{"method":"unsubscribe","req_id":122,"result":{"channel":"book","depth":10,"symbol":"BTC/USD"},"success":true,${TIMES}}`,
    optional: ['req_id', 'depth', 'symbol'],
  },
  refused: {
    text: `{"error":"Already subscribed","method":"subscribe","req_id":2,"success":false,"symbol":"BTC/USD",${TIMES}}`,
    optional: ['req_id', 'symbol', 'time_in', 'time_out'],
  },
} satisfies Record<string, Sample>;

/** The same of private frames and answers about orders, by what is special about them. */
export const PRIVATE_SAMPLES = {
  'a report with all that there can be': {
    kind: 'executions',
    text: `{"channel":"executions","type":"update","data":[{${REPORT}}],"sequence":120}`,
    optional: OPTIONAL_IN_REPORTS,
    open: ['triggers', 'contingent'],
  },
  'the end of an order': {
    kind: 'executions',
    text: '{"channel":"executions","type":"update","data":[{"timestamp":"2026-01-21T14:19:26.499881Z","order_status":"canceled","exec_type":"canceled","cum_qty":0.00000000,"cum_cost":0.00000,"fee_usd_equiv":0.0000,"avg_price":0.0,"cl_ord_id":"82909e914d000200","cancel_reason":"User requested","reason":"User requested","order_id":"OLASKX-JMREK-KGIHQT"}],"sequence":4}',
    optional: OPTIONAL_IN_REPORTS,
  },
  'what an account has': {
    kind: 'balances',
    text: '{"channel":"balances","type":"snapshot","data":[{"asset":"USDT","asset_class":"currency","wallets":[{"type":"spot","id":"main","balance":-100.00000000}],"balance":-100.00000000}],"sequence":1}',
    optional: ['asset_class'],
  },
  'changes of balances': {
    kind: 'balances',
    text: '{"channel":"balances","type":"update","data":[{"ledger_id":"DATKX6-PEHL1-HZKND8","ref_id":"LKAKN2-N0N12-VKQNLN","timestamp":"2024-05-24T14:01:53.526524Z","type":"transfer","subtype":"spottofutures","asset":"USD","asset_class":"currency","category":"trade","wallet_type":"spot","wallet_id":"main","amount":-19.9743,"fee":0.0499,"balance":118.0677,"user":"AA12"}],"sequence":4}',
    optional: ['subtype', 'asset_class', 'category', 'wallet_type', 'wallet_id', 'user'],
  },
  add_order: answer(
    'add_order',
    '{"cl_ord_id":"c-1","order_id":"AA5JGQ","order_userref":-5,"warnings":["no_mpp"]}',
    ['result', 'cl_ord_id', 'order_id', 'order_userref', 'warnings'],
    ['result'],
  ),
  amend_order: answer('amend_order', '{"amend_id":"TTB6D6","cl_ord_id":"c-1","order_id":"O5ORI4"}', [
    ...['cl_ord_id', 'order_id'],
  ]),
  edit_order: answer(
    'edit_order',
    '{"order_id":"7FIK6B","original_order_id":"K1FF7H"}',
    ['result', 'order_id', 'original_order_id'],
    ['result'],
  ),
  cancel_order: answer(
    'cancel_order',
    '{"cl_ord_id":"c-1","order_id":"7FIK6B"}',
    ['cl_ord_id', 'order_id'],
    ['result'],
  ),
  cancel_all: answer('cancel_all', '{"count":2}', []),
  cancel_all_orders_after: answer(
    'cancel_all_orders_after',
    '{"currentTime":"2024-05-19T19:22:20Z","triggerTime":"0"}',
    [],
  ),
  batch_add: answer(
    'batch_add',
    '[{"cl_ord_id":"c-1","order_id":"JQDNTT","order_userref":1},{"error":"EOrder:Insufficient funds"}]',
    ['result', 'cl_ord_id', 'order_id', 'order_userref', 'error'],
    ['0', '1'],
  ),
  batch_cancel: {
    kind: 'answered',
    text: `{"method":"batch_cancel","orders_cancelled":2,"req_id":0,"success":true,${TIMES}}`,
    optional: ['req_id'],
  },
} satisfies Record<string, Sample & { readonly kind: string }>;

function answer(method: string, result: string, optional: readonly string[], open: readonly string[] = []) {
  return {
    kind: 'answered',
    text: `{"method":"${method}","req_id":7,"result":${result},"success":true,${TIMES}}`,
    optional: ['req_id', '0', '1', ...optional],
    open,
  };
}

const PUBLIC_FRAMES = Object.entries(SAMPLES).map(([kind, sample]: [string, Sample]) => ({
  name: kind,
  kind,
  ...sample,
}));
const PRIVATE_FRAMES = Object.entries(PRIVATE_SAMPLES).map(
  ([name, sample]: [string, Sample & { readonly kind: string }]) => ({ name, ...sample }),
);

/** The sample frames by their kinds, and the places inside them. */
export const SAMPLE_FRAMES = [...PUBLIC_FRAMES, ...PRIVATE_FRAMES].map((sample) => ({
  ...sample,
  places: placesOf(JSON.parse(sample.text)),
}));

/** Every place inside a JSON value. */
export function placesOf(value: Json, at: Place = []): Place[] {
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([name, inner]) => {
    const place = [...at, Array.isArray(value) ? Number(name) : name];
    return [place, ...placesOf(inner, place)];
  });
}

/** What stands in a place. */
export function valueAt(text: string, place: Place): unknown {
  return place.reduce<unknown>((value, name) => (value as Record<string | number, unknown>)[name], JSON.parse(text));
}

/** The frame with other JSON text in one place; without the place, when there is none. Numbers may lose zeros. */
export function withText(text: string, place: Place, replacement: string | undefined): string {
  return print(JSON.parse(text), place, replacement) ?? '';
}

function print(value: Json, [name, ...rest]: Place, replacement: string | undefined): string | undefined {
  if (name === undefined) return replacement;
  if (typeof value !== 'object' || value === null) return JSON.stringify(value);
  const isList = Array.isArray(value);
  const members = Object.entries(value).flatMap(([key, inner]) => {
    const json = key === String(name) ? print(inner, rest, replacement) : JSON.stringify(inner);
    return json === undefined ? [] : [isList ? json : `${JSON.stringify(key)}:${json}`];
  });
  return isList ? `[${members}]` : `{${members}}`;
}
