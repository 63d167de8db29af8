import { headerLine, type Link, type Recording, readRecording, UsageError } from '@kraken-stream/core';
import { describe, expect, it } from 'vitest';
import { Player, VirtualClock } from '../../src/index.js';

const AT = Date.UTC(2026, 7, 1);

const book = (type: 'snapshot' | 'update', bid: string, checksum: number) =>
  `{"channel":"book","type":"${type}","data":[{"symbol":"BTC/USD","bids":[{"price":${bid},"qty":1.00000000}],"asks":[],"checksum":${checksum}}]}`;
/** Of the digits `1` and `100000000`, then of `2`, `100000000` before them. */
const SNAPSHOT = book('snapshot', '1', 3_411_105_277);
const trade = (id: number) =>
  `{"channel":"trade","type":"update","data":[{"symbol":"BTC/USD","side":"buy","price":1.0,"qty":1.0,"ord_type":"limit","trade_id":${id},"timestamp":"2026-08-01T00:00:00.000000Z"}]}`;
const ticker = (last: string) =>
  `{"channel":"ticker","type":"update","data":[{"symbol":"BTC/USD","bid":1.0,"bid_qty":1.0,"ask":2.0,"ask_qty":1.0,"last":${last},"volume":1.0,"vwap":1.0,"low":1.0,"high":1.0,"change":0.0,"change_pct":0.00}]}`;

const received = (ms: number, text: string, more: object = {}) =>
  JSON.stringify({ type: 'received', at: AT + ms, connection: 1, endpoint: 'public', text, ...more });
const closed = (ms: number) =>
  JSON.stringify({ type: 'closed', at: AT + ms, connection: 1, endpoint: 'public', code: 1013, reason: 'busy' });

const recording = (...lines: string[]): Recording => readRecording([headerLine('v2', AT), ...lines]);
const TICKERS = recording(received(0, ticker('1.0')), received(1000, ticker('2.0')), received(4000, ticker('3.0')));

interface Heard {
  readonly link: Link;
  /** Data frames, and what happened to the link. */
  readonly told: string[];
  ask(method: string, params?: object): void;
}

function connect(player: Player): Heard {
  const told: string[] = [];
  const link = player.connect('memory://anywhere', {
    opened: () => told.push('opened'),
    received: (text) => {
      if (text !== '{"channel":"heartbeat"}') told.push(text);
    },
    closed: (code, reason, failure) => told.push(`closed ${code} ${failure?.message ?? reason}`),
  });
  return { link, told, ask: (method, params) => link.send(JSON.stringify({ method, params })) };
}

const last = (told: readonly string[], n = 1) =>
  told.slice(-n).map((text) => /"last":([\d.]+)/.exec(text)?.[1] ?? text);

describe('a player', () => {
  it('tells what was recorded at its time, word for word', () => {
    const clock = new VirtualClock();
    const player = new Player(TICKERS, { clock });
    const { told, ask } = connect(player);
    clock.advance(1);
    ask('subscribe', { channel: 'ticker', symbol: ['BTC/USD'] });
    clock.advance(1);
    expect(told[1]).toContain('"channel":"status"');
    expect(told[2]).toContain('"success":true');
    expect(told).toHaveLength(3);
    player.play();
    clock.advance(0);
    expect(last(told)).toEqual(['1.0']);
    clock.advance(999);
    expect(last(told)).toEqual(['1.0']);
    clock.advance(1);
    expect(told.at(-1)).toBe(ticker('2.0'));
    expect([player.position, player.duration, player.state]).toEqual([1000, 4000, 'playing']);
    clock.advance(3000);
    expect(last(told)).toEqual(['3.0']);
    expect([player.position, player.state]).toEqual([4000, 'ended']);
    player.close();
    expect(clock.timers).toBe(0);
  });

  it('plays faster and slower, also when that is changed on the way', () => {
    const clock = new VirtualClock();
    const player = new Player(TICKERS, { clock, speed: 10 });
    player.play();
    clock.advance(200);
    expect(player.position).toBe(2000);
    player.speed = 0.5;
    clock.advance(2000);
    expect([player.position, player.speed]).toEqual([3000, 0.5]);
    player.pause();
    clock.advance(10_000);
    expect([player.position, player.state]).toEqual([3000, 'paused']);
    player.play();
    clock.advance(2000);
    expect(player.state).toBe('ended');
    player.close();
  });

  it('tells what changes, until it is closed', () => {
    const clock = new VirtualClock();
    const player = new Player(TICKERS, { clock });
    const states: string[] = [];
    const stop = player.onChange(() => states.push(`${player.state} ${player.position}`));
    player.play();
    player.pause();
    player.step();
    player.seek(4000);
    stop();
    player.close();
    player.play();
    player.seek(0);
    expect(player.step()).toBe(false);
    expect(states).toEqual(['playing 0', 'paused 0', 'paused 0', 'paused 4000']);
    expect(player.state).toBe('closed');
  });

  it('steps from frame to frame, and ends with the last', () => {
    const clock = new VirtualClock();
    const player = new Player(TICKERS, { clock });
    const steps = [0, 1, 2, 3].map(() => [player.step(), player.position]);
    expect(steps).toEqual([
      [true, 0],
      [true, 1000],
      [true, 4000],
      [false, 4000],
    ]);
    expect(player.state).toBe('ended');
    player.play();
    expect([player.state, player.position]).toEqual(['playing', 0]);
    player.close();
  });

  it('begins for who comes late with what is known then', () => {
    const clock = new VirtualClock();
    const player = new Player(TICKERS, { clock });
    player.seek(2000);
    const { told, ask } = connect(player);
    clock.advance(1);
    ask('subscribe', { channel: 'ticker', symbol: ['BTC/USD'] });
    clock.advance(1);
    expect(last(told)).toEqual(['2.0']);
    player.seek(0);
    clock.advance(1);
    expect(told.at(-1)).toBe('closed 1012 the recording goes on elsewhere');
    player.close();
  });

  it('makes a snapshot of trades of which only updates were recorded', () => {
    const clock = new VirtualClock();
    const player = new Player(recording(received(0, trade(1)), received(5, trade(2)), received(9, trade(3))), {
      clock,
    });
    player.seek(5);
    const { told, ask } = connect(player);
    clock.advance(1);
    ask('subscribe', { channel: 'trade', symbol: ['BTC/USD'], snapshot: true });
    clock.advance(1);
    expect(told.at(-1)?.match(/"type":"snapshot"|"trade_id":\d/g)).toEqual([
      '"type":"snapshot"',
      '"trade_id":1',
      '"trade_id":2',
    ]);
    player.step();
    clock.advance(1);
    expect(told.at(-1)).toBe(trade(3));
    player.close();
  });

  it('loses connections where they were lost, but not at the end', () => {
    const clock = new VirtualClock();
    const lines = [received(0, ticker('1.0')), closed(10), received(20, ticker('2.0')), closed(30)];
    const player = new Player(recording(...lines), { clock });
    const hear = () => {
      const heard = connect(player);
      clock.advance(1);
      heard.ask('subscribe', { channel: 'ticker', symbol: ['BTC/USD'] });
      clock.advance(1);
      return heard;
    };
    const first = hear();
    player.step();
    player.step();
    clock.advance(1);
    expect(first.told.at(-1)).toBe('closed 1013 busy');
    const second = hear();
    expect(last(second.told)).toEqual(['2.0']);
    clock.advance(1000);
    expect([player.state, last(second.told)]).toEqual(['ended', ['2.0']]);
    player.close();
    clock.advance(1);
    expect(second.told.at(-1)).toBe('closed 1001 the player is closed');
  });

  it('answers as the exchange does', () => {
    const clock = new VirtualClock();
    const player = new Player(recording(received(0, SNAPSHOT)), { clock });
    const { told, ask, link } = connect(player);
    clock.advance(1);
    const answer = (method: string, params?: object): string => {
      ask(method, params);
      clock.advance(1);
      return told.at(-1) ?? '';
    };
    const wanted = { channel: 'book', symbol: ['BTC/USD'] };
    expect(answer('ping')).toContain('"method":"pong"');
    expect(answer('subscribe', wanted)).toContain('"success":true');
    expect(answer('subscribe', wanted)).toContain('Already subscribed');
    expect(answer('unsubscribe', { ...wanted, depth: 25 })).toContain('Subscription Not Found');
    expect(answer('unsubscribe', wanted)).toContain('"method":"unsubscribe"');
    expect(answer('subscribe', { ...wanted, depth: 1000 })).toContain('depth not supported: the recording has 10');
    expect(answer('subscribe', { ...wanted, depth: 11 })).toContain('Subscription depth not supported');
    expect(answer('subscribe', { ...wanted, symbol: ['ETH/USD'] })).toContain('Currency pair not supported ETH/USD');
    expect(answer('subscribe', { channel: 'instrument' })).toContain('Unsupported event');
    expect(answer('subscribe', { channel: 'executions', token: 'x' })).toContain('a recording has no account');
    expect(answer('cancel_all', { token: 'x' })).toContain('a recording has no account');
    link.send('nonsense');
    clock.advance(1);
    expect(told.at(-1)).toContain('Malformed request');
    link.close();
    clock.advance(1);
    player.close();
    expect(clock.timers).toBe(0);
  });

  it('lets nobody in once it is closed', () => {
    const clock = new VirtualClock();
    const player = new Player(TICKERS, { clock });
    player.close();
    const { told } = connect(player);
    clock.advance(1);
    expect(told).toEqual(['closed 1006 the player is closed: 503']);
  });

  it.each([
    ['a recording of nothing', () => new Player(readRecording('')), 'recording'],
    [
      'the text of a recording',
      () => Reflect.construct(Player, [headerLine('v2', AT)]),
      'recording: expected what readRecording returns, received a string',
    ],
    [
      'nothing',
      () => Reflect.construct(Player, []),
      'recording: expected what readRecording returns, received undefined',
    ],
    [
      'an option that there is not',
      () => Reflect.construct(Player, [TICKERS, { sped: 2 }]),
      "options: expected an object of clock, speed, received one with 'sped'",
    ],
    ['no speed', () => new Player(TICKERS, { speed: 0 }), 'speed'],
    ['a speed without end', () => new Player(TICKERS, { speed: Number.POSITIVE_INFINITY }), 'speed'],
    ['no position', () => new Player(TICKERS).seek(Number.NaN), 'ms'],
  ])('is not made with %s', (_, make, field) => {
    expect(make).toThrow(UsageError);
    expect(make).toThrow(field);
  });
});
