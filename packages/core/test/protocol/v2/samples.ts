/** One frame of each kind with every member that it can have, and ways to put something else in each place of it. */

type Json = null | boolean | number | string | Json[] | { [name: string]: Json };

/** Names of members and positions, from the outermost inwards. */
export type Place = readonly (string | number)[];

export interface Sample {
  readonly text: string;
  /** Members that may be left out, by their names. */
  readonly optional: readonly string[];
  /** Members that are not looked at. */
  readonly ignored?: readonly string[];
}

const TIMES = '"time_in":"2026-08-01T02:53:53.184174Z","time_out":"2026-08-01T02:53:53.184216Z"';

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
    text: `{"method":"subscribe","req_id":121,"result":{"channel":"ohlc","depth":10,"event_trigger":"bbo","interval":60,"snapshot":true,"symbol":"ETH/USD","warnings":["timestamp is deprecated, use interval_begin"]},"success":true,${TIMES}}`,
    optional: ['req_id', 'depth', 'event_trigger', 'interval', 'snapshot', 'symbol', 'warnings', '0'],
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

export type Kind = keyof typeof SAMPLES;
export const KINDS = Object.keys(SAMPLES) as Kind[];

/** The sample frames by their kinds, and the places inside them. */
export const SAMPLE_FRAMES = KINDS.map((kind) => {
  const sample: Sample = SAMPLES[kind];
  return { kind, ...sample, places: placesOf(JSON.parse(sample.text)) };
});

/** Every place inside a JSON value. */
function placesOf(value: Json, at: Place = []): Place[] {
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
