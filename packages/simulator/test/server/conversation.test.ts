import { describe, expect, it } from 'vitest';
import { Exchange, type ExchangeOptions } from '../../src/index.js';
import { START, talk } from '../talk.js';

const T0 = '2026-01-01T00:00:00.000000Z';

function session(options: Partial<ExchangeOptions> = {}) {
  const exchange = new Exchange({ startTime: START, symbols: ['BTC/USD', 'ETH/USD'], rate: 0, ...options });
  const said = talk(exchange);
  const [status = ''] = said.heard.splice(0);
  const take = () => said.heard.splice(0);
  return { exchange, said, status, take };
}

const kinds = (frames: readonly string[]) =>
  frames.map((text) =>
    /^\{"(?:channel":"(\w+)"(?:,"type":"(\w+)")?|method":"(\w+)"|error":"([^"]+)")/
      .exec(text)
      ?.slice(1)
      .filter(Boolean)
      .join(' '),
  );

describe('the v2 public endpoint', () => {
  it('speaks first: the status with an unsigned 64-bit connection id, then nothing', () => {
    const { status, take, exchange } = session();
    expect(status).toMatch(
      /^\{"channel":"status","type":"update","data":\[\{"version":"2\.0\.10","system":"online","api_version":"v2","connection_id":\d{1,20}\}\]\}$/,
    );
    exchange.tick(START + 30_000);
    expect(take()).toEqual([]);
  });

  it('gives every connection its own id', () => {
    const { exchange, status } = session();
    expect(talk(exchange).heard[0]).not.toBe(status);
  });

  it('answers a ping, with or without a request id', () => {
    const { said, take } = session();
    said.say('{"method":"ping","req_id":694480169830934}');
    said.say('{"method":"ping"}');
    expect(take()).toEqual([
      `{"method":"pong","req_id":694480169830934,"time_in":"${T0}","time_out":"${T0}"}`,
      `{"method":"pong","time_in":"${T0}","time_out":"${T0}"}`,
    ]);
  });

  it.each([
    '0',
    '4294967296',
    '9007199254740991',
    '9007199254740993',
    '18446744073709551615',
    '-1',
    '-9223372036854775808',
  ])('gives the request id %s back as it came, digit for digit', (id) => {
    const { said, take } = session();
    said.say(`{"method":"ping","req_id":${id}}`);
    said.say(
      `{ "req_id" : ${id} , "method" : "subscribe" , "params" : { "channel" : "book" , "symbol" : ["BTC/USD", "?"] } }`,
    );
    said.say(`{"method":"subscribe","params":{"channel":"nonsense"},"req_id":${id}}`);
    const answers = take().filter((text) => text.includes('"method"'));
    expect(answers).toHaveLength(4);
    for (const text of answers) expect(text).toContain(`"req_id":${id},`);
  });

  it('takes no request id that is not an integer of 64 bits', () => {
    const { said, take } = session();
    for (const id of ['1.5', '"1"', 'null', '18446744073709551616', '-9223372036854775809', '1e3']) {
      said.say(`{"method":"ping","req_id":${id}}`);
    }
    said.say('{"method":"ping","req_id":7,"params":{"req_id":-1}}');
    const times = `"success":false,"time_in":"${T0}","time_out":"${T0}"}`;
    expect(take()).toEqual([
      ...Array.from({ length: 6 }, () => `{"error":"Malformed request","method":"error",${times}`),
      `{"error":"Unsupported field: 'params' for the given msg type: ping","method":"ping","req_id":7,${times}`,
    ]);
  });

  it('gives each answer the id of its own request, however late it is', () => {
    const { said, take, exchange } = session({ ackDelayMs: 20 });
    for (const id of ['1700000000000000001', '2', '-3']) said.say(`{"method":"ping","req_id":${id}}`);
    exchange.tick(START + 20);
    expect(take().map((text) => /"req_id":(-?\d+)/.exec(text)?.[1])).toEqual(['1700000000000000001', '2', '-3']);
  });

  it('acknowledges each symbol in order, the refused ones among them, and then sends snapshots', () => {
    const { said, take, exchange } = session({ snapshotDelayMs: 50 });
    said.subscribe(['BTC/USD', 'WWW/USD', '*', 'XBT/USD', 'ETH/USD'], 25, { reqId: 3 });
    const times = `"time_in":"${T0}","time_out":"${T0}"`;
    expect(take()).toEqual([
      `{"method":"subscribe","req_id":3,"result":{"channel":"book","depth":25,"snapshot":true,"symbol":"BTC/USD"},"success":true,${times}}`,
      `{"error":"Currency pair not supported WWW/USD","method":"subscribe","req_id":3,"success":false,"symbol":"WWW/USD",${times}}`,
      `{"error":"Currency pair not in ISO 4217-A3 format *","method":"subscribe","req_id":3,"success":false,"symbol":"*",${times}}`,
      `{"error":"Currency pair not supported XBT/USD","method":"subscribe","req_id":3,"success":false,"symbol":"XBT/USD",${times}}`,
      `{"method":"subscribe","req_id":3,"result":{"channel":"book","depth":25,"snapshot":true,"symbol":"ETH/USD"},"success":true,${times}}`,
    ]);
    exchange.tick(START + 49);
    expect(take()).toEqual([]);
    exchange.tick(START + 50);
    expect(said.books().map(({ symbol, snapshot, bids }) => [symbol, snapshot, bids.length])).toEqual([
      ['BTC/USD', true, 25],
      ['ETH/USD', true, 25],
    ]);
    expect(said.heard[0]).toMatch(
      /^\{"channel":"book","type":"snapshot","data":\[\{"symbol":"BTC\/USD","bids":\[\{"price":\d+\.\d,"qty":\d+\.\d{8}\},/,
    );
    expect(said.heard[0]).toMatch(/\}\],"checksum":\d+,"timestamp":"2026-01-01T00:00:00\.050000Z"\}\]\}$/);
  });

  it('takes depth 10 when none is given', () => {
    const { said } = session();
    said.subscribe(['BTC/USD']);
    expect(said.books()[0]?.bids).toHaveLength(10);
  });

  it('refuses what is held already, also in another depth', () => {
    const { said, take } = session();
    said.subscribe(['BTC/USD'], 10);
    take();
    said.subscribe(['BTC/USD'], 10, { reqId: 2 });
    said.subscribe(['BTC/USD'], 25);
    expect(take()).toEqual([
      `{"error":"Already subscribed","method":"subscribe","req_id":2,"success":false,"symbol":"BTC/USD","time_in":"${T0}","time_out":"${T0}"}`,
      `{"error":"Already subscribed","method":"subscribe","success":false,"symbol":"BTC/USD","time_in":"${T0}","time_out":"${T0}"}`,
    ]);
  });

  it('refuses a depth once, without a symbol', () => {
    const { said, take } = session();
    said.subscribe(['BTC/USD', 'ETH/USD'], 50);
    expect(take()).toEqual([
      `{"error":"Subscription depth not supported","method":"subscribe","success":false,"time_in":"${T0}","time_out":"${T0}"}`,
    ]);
  });

  it('acknowledges an unsubscribe, and answers one of nothing as a failed subscribe', () => {
    const { said, take } = session();
    said.subscribe(['BTC/USD'], 10);
    take();
    said.unsubscribe(['BTC/USD', 'BTC/USD'], 10);
    expect(take()).toEqual([
      `{"method":"unsubscribe","result":{"channel":"book","depth":10,"symbol":"BTC/USD"},"success":true,"time_in":"${T0}","time_out":"${T0}"}`,
      `{"error":"Subscription Not Found","method":"subscribe","success":false,"symbol":"BTC/USD","time_in":"${T0}","time_out":"${T0}"}`,
    ]);
  });

  it('sends no more updates after an unsubscribe', () => {
    const { said, take, exchange } = session({ rate: 100 });
    said.subscribe(['BTC/USD']);
    exchange.tick(START + 500);
    expect(said.books().length).toBeGreaterThan(5);
    said.unsubscribe(['BTC/USD']);
    take();
    exchange.tick(START + 3000);
    expect(new Set(take())).toEqual(new Set(['{"channel":"heartbeat"}']));
    expect(exchange.stats.subscriptions).toBe(0);
  });

  it('sends updates without a snapshot when none is wanted', () => {
    const { said, exchange } = session({ rate: 100, snapshotDelayMs: 50 });
    said.subscribe(['BTC/USD'], 10, { snapshot: false });
    expect(said.heard.splice(0)[0]).toContain('"snapshot":false');
    exchange.tick(START + 500);
    expect(said.books().length).toBeGreaterThan(5);
    expect(said.books().every(({ snapshot }) => !snapshot)).toBe(true);
  });

  it('sends updates only after the snapshot', () => {
    const { said, exchange } = session({ rate: 1000, snapshotDelayMs: 200 });
    said.subscribe(['BTC/USD']);
    exchange.tick(START + 500);
    expect(
      said
        .books()
        .map(({ snapshot }) => snapshot)
        .indexOf(true),
    ).toBe(0);
    expect(said.books().filter(({ snapshot }) => snapshot)).toHaveLength(1);
  });

  it('answers quick pairs of unsubscribe and subscribe each, with one snapshot for all', () => {
    const { said, exchange, take } = session({ snapshotDelayMs: 50 });
    said.subscribe(['BTC/USD']);
    exchange.tick(START + 100);
    take();
    for (let i = 0; i < 3; i++) {
      said.unsubscribe(['BTC/USD']);
      said.subscribe(['BTC/USD']);
      exchange.tick(exchange.now + 15);
    }
    exchange.tick(exchange.now + 100);
    const heard = take();
    expect(kinds(heard).filter((kind) => kind === 'book snapshot')).toHaveLength(1);
    expect(heard).toHaveLength(7);
  });

  it('forgets a snapshot whose subscription was given up', () => {
    const { said, exchange, take } = session({ snapshotDelayMs: 50 });
    said.subscribe(['BTC/USD']);
    said.unsubscribe(['BTC/USD']);
    take();
    exchange.tick(START + 100);
    expect(take()).toEqual([]);
  });

  it('sends the instruments: an acknowledgement with its warning, then assets and pairs', () => {
    const { said, take } = session();
    said.say('{"method":"subscribe","params":{"channel":"instrument"},"req_id":79}');
    const [acknowledged, snapshot = ''] = take();
    expect(acknowledged).toBe(
      `{"method":"subscribe","req_id":79,"result":{"channel":"instrument","snapshot":true,"warnings":["tick_size is deprecated, use price_increment"]},"success":true,"time_in":"${T0}","time_out":"${T0}"}`,
    );
    expect(snapshot).toMatch(
      /^\{"channel":"instrument","type":"snapshot","data":\{"assets":\[\{"id":"BTC","status":"enabled",/,
    );
    expect(snapshot).toContain(
      '"symbol":"BTC/USD","base":"BTC","quote":"USD","status":"online","qty_precision":8,"qty_increment":0.00000001,',
    );
    said.say('{"method":"subscribe","params":{"channel":"instrument"}}');
    said.say('{"method":"unsubscribe","params":{"channel":"instrument"}}');
    said.say('{"method":"unsubscribe","params":{"channel":"instrument"}}');
    expect(kinds(take())).toEqual(['Already subscribed', 'unsubscribe', 'Subscription Not Found']);
  });

  it('refuses what belongs to a private endpoint', () => {
    const { said, take } = session();
    said.say('{"method":"subscribe","params":{"channel":"executions","token":"x"}}');
    said.say('{"method":"add_order","params":{"token":"x"},"req_id":5}');
    const error = 'Private data and trading are unavailable on this endpoint. Try ws-auth.kraken.com';
    expect(take()).toEqual([
      `{"error":"${error}","method":"subscribe","success":false,"time_in":"${T0}","time_out":"${T0}"}`,
      `{"error":"${error}","method":"add_order","req_id":5,"success":false,"time_in":"${T0}","time_out":"${T0}"}`,
    ]);
  });

  it('survives nonsense and stays open', () => {
    const { said, take } = session();
    for (const text of ['', 'nonsense', '[]', '{}', '{"method":7}', '\u0000', '{"method":"subscribe"}']) said.say(text);
    expect(take()).toHaveLength(7);
    expect(said.closed).toEqual([]);
    said.say('{"method":"ping"}');
    expect(kinds(take())).toEqual(['pong']);
  });

  it('answers with a delay, and says when it had the request and when it answered', () => {
    const { said, take, exchange } = session({ ackDelayMs: 12.5 });
    said.say('{"method":"ping"}');
    expect(take()).toEqual([]);
    exchange.tick(START + 12.5);
    expect(take()).toEqual([`{"method":"pong","time_in":"${T0}","time_out":"2026-01-01T00:00:00.012500Z"}`]);
  });

  it('beats once a second from the first subscription on, whatever else is sent', () => {
    const { said, exchange, take } = session({ rate: 200 });
    exchange.tick(START + 5000);
    said.subscribe(['WWW/USD']);
    exchange.tick(START + 8000);
    expect(kinds(take())).not.toContain('heartbeat');
    said.subscribe(['BTC/USD']);
    exchange.tick(START + 18_000);
    expect(kinds(take()).filter((kind) => kind === 'heartbeat')).toHaveLength(10);
  });

  it('closes after a minute without any request, not while there are some', () => {
    const { said, exchange } = session({ rate: 10 });
    said.subscribe(['BTC/USD']);
    exchange.tick(START + 40_000);
    said.say('{"method":"ping"}');
    exchange.tick(START + 99_999);
    expect(said.closed).toEqual([]);
    exchange.tick(START + 100_000);
    expect(said.closed).toEqual([{ code: 1006, reason: '' }]);
    expect(exchange.stats.connections).toBe(0);
    said.heard.length = 0;
    exchange.tick(START + 110_000);
    said.say('{"method":"ping"}');
    expect(said.heard).toEqual([]);
  });

  it('sends nothing to a client that has gone', () => {
    const { said, exchange, take } = session({ rate: 100 });
    said.subscribe(['BTC/USD']);
    said.hangUp();
    take();
    exchange.tick(START + 5000);
    expect(take()).toEqual([]);
    expect(exchange.stats.connections).toBe(0);
  });
});
