import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { gzipSync } from 'node:zlib';
import { KrakenClient } from '@kraken-stream/client';
import { Simulator, VirtualClock } from '@kraken-stream/simulator';
import { afterAll, describe, expect, it } from 'vitest';
import { updateFeed } from '../../bench/src/frames.js';
import { inV1 } from '../../bench/src/v1-frames.js';
import { main } from '../replay/main.js';

const folder = mkdtempSync(join(tmpdir(), 'replay-'));
afterAll(() => rmSync(folder, { recursive: true }));

/** What an exchange sends in some seconds to a client that subscribes. */
async function recording(symbols: readonly string[], depth: number): Promise<string[]> {
  const clock = new VirtualClock();
  const simulator = new Simulator({ clock, seed: 5, rate: 20, symbols: [...symbols] });
  const frames: string[] = [];
  const request = JSON.stringify({ method: 'subscribe', params: { channel: 'book', symbol: symbols, depth } });
  const link = simulator.connect('ws://x/v2', {
    opened: () => link.send(request),
    received: (text) => frames.push(text),
    closed: () => {},
  });
  await clock.run(5000);
  await simulator.close();
  return frames;
}

function replayed(files: Record<string, string | Buffer>, names = Object.keys(files)) {
  for (const [name, content] of Object.entries(files)) writeFileSync(join(folder, name), content);
  const [printed, complaints]: [string[], string[]] = [[], []];
  const status = main(
    names.map((name) => join(folder, name)),
    (line) => printed.push(line),
    (line) => complaints.push(line),
  );
  return { status, printed, complaints, last: printed.at(-1) };
}

const shared = new URL('../../../shared/', import.meta.url);
const present = existsSync(shared);
if (!present) console.info('../shared is not here: the recorded conversations are not replayed');

describe.skipIf(!present)('the recorded conversations', () => {
  const named = (path: string, pattern: RegExp) =>
    present
      ? readdirSync(new URL(path, shared))
          .filter((name) => pattern.test(name))
          .map((name) => fileURLToPath(new URL(path + name, shared)))
      : [];
  const files = [
    ...named('captures/', /^v[12]-book.*\.jsonl$/),
    ...named('protocol/examples/', /^v[12]-book-replay-.*\.ndjson$/),
  ];

  it.each(files)('%s: every checksum verifies', (file) => {
    const printed: string[] = [];
    const complaints: string[] = [];
    expect(
      main(
        [file],
        (line) => printed.push(line),
        (line) => complaints.push(line),
      ),
    ).toBe(0);
    expect(complaints).toEqual([]);
    const checksums = readFileSync(file, 'utf8').split(/"checksum":|"c":"/).length - 1;
    expect(printed.at(-1)).toBe(`${checksums} verified, 0 mismatched`);
  });

  it.each(named('captures/', /^v1-mixed-.*\.jsonl$/))('%s: snapshots that were cut are not proven', (file) => {
    const printed: string[] = [];
    expect(
      main(
        [file],
        (line) => printed.push(line),
        () => {},
      ),
    ).toBe(1);
    expect(printed.at(-1)).toBe('0 verified, 2 mismatched');
  });
});

describe('replaying', () => {
  it('verifies every checksum, and prints a row a book', async () => {
    const frames = await recording(['BTC/USD', 'SHIB/USD', 'MINA/GBP'], 100);
    const books = frames.filter((frame) => frame.includes('"checksum"')).length;
    const { status, printed, last } = replayed({
      'a.jsonl': frames.join('\n'),
      'b.jsonl.gz': gzipSync(frames.join('\n')),
    });
    expect(status).toBe(0);
    expect(last).toBe(`${2 * books} verified, 0 mismatched`);
    expect(printed).toHaveLength(1 + 6 + 1);
    expect(printed[1]).toMatch(/^a\.jsonl +BTC\/USD +100 +\d+ +\d+ +0 +1$/);
  });

  it('finds the depth in the first snapshot when nothing was acknowledged', async () => {
    const frames = (await recording(['BTC/USD'], 25)).filter((frame) => !frame.includes('"method"'));
    const { status, printed } = replayed({ 'c.jsonl': frames.join('\n') });
    expect(status).toBe(0);
    expect(printed[1]).toMatch(/BTC\/USD +25 /);
  });

  it('keeps counting when a recording changes the depth, and changes it back', async () => {
    const [ten, more] = [await recording(['BTC/USD'], 10), await recording(['BTC/USD'], 25)];
    const frames = [...ten, ...more, ...ten];
    const books = frames.filter((frame) => frame.includes('"checksum"')).length;
    const { status, printed, last } = replayed({ 'g.jsonl': frames.join('\n') });
    expect(last).toBe(`${books} verified, 0 mismatched`);
    expect(status).toBe(0);
    expect(printed).toHaveLength(1 + 2 + 1);
  });

  it('tells a frame that does not verify', async () => {
    const frames = await recording(['BTC/USD'], 10);
    const broken = frames.map((frame, i) => (i === 20 ? frame.replace(/"checksum":\d+/, '"checksum":1') : frame));
    const { status, last, complaints } = replayed({ 'd.jsonl': broken.join('\n') });
    expect(status).toBe(1);
    expect(last).toMatch(/^\d+ verified, 1 mismatched$/);
    expect(complaints[0]).toMatch(/d\.jsonl: line 21: .*checksum 1/);
  });

  it.each([
    ['no files', {}, 'expected the names of files'],
    ['a file without frames', { 'e.jsonl': 'hello\n' }, 'no frame of protocol v1 or v2'],
    ['what only begins as gzip does', { 'bad.gz': Buffer.from([0x1f, 0x8b, 8, 0, 1, 2]) }, 'bad.gz: expected gzip'],
    ['a page that speaks of frames', { 'g.md': '# Frames\n[a link](x)\n' }, 'g.md: no frame of protocol v1 or v2'],
  ])('refuses %s', (_, files, complaint) => {
    const { status, complaints } = replayed(files);
    expect(status).toBe(2);
    expect(complaints.join('\n')).toContain(complaint);
  });

  it.each([
    ['a file that is not there', 'nowhere.jsonl', 'nowhere.jsonl: there is no such file'],
    ['a directory', '.', 'expected a file, received a directory'],
  ])('refuses %s', (_, name, complaint) => {
    const { status, complaints } = replayed({}, [name]);
    expect(status).toBe(2);
    expect(complaints[0]).toContain(complaint);
  });

  it('refuses an option: it has none', () => {
    const complaints: string[] = [];
    expect(main(['--seed', '5'], expect.fail, (line) => complaints.push(line))).toBe(2);
    expect(complaints).toEqual(['expected the names of files, received the option --seed; see --help']);
  });
});

describe('replaying v1', () => {
  const TEN = [
    'BTC/USD',
    'ETH/USD',
    'XRP/USD',
    'ADA/USD',
    'SOL/USD',
    'DOT/USD',
    'LTC/USD',
    'LINK/USD',
    'DOGE/USD',
    'ADA/BTC',
  ];

  /** Snapshots, then updates, of all symbols on one connection. */
  function recordingInV1(symbols: readonly string[], depth: 10 | 25 | 1000, count: number): string[] {
    const { snapshots, frames } = inV1(updateFeed({ symbols, depth, count }));
    return [...snapshots, ...frames];
  }

  it('verifies ten pairs of depth 1000 on one connection, among frames of other channels', () => {
    const frames = recordingInV1(TEN, 1000, 1500).flatMap((frame, i) =>
      i % 7 === 0 ? [frame, '{"event":"heartbeat"}'] : [frame],
    );
    const others = [
      '{"connectionID":13688620010177543517,"event":"systemStatus","status":"online","version":"1.9.1"}',
      '[321,[["57126.70000","0.02063928","1616333924.737428","b","m",""]],"trade","XBT/USD"]',
      '[341,["31760.00000","31760.10000","1654031976.197239","0.02167307","6.46761464"],"spread","XBT/USD"]',
    ];
    const text = [...others, ...frames].join('\n');
    const { status, printed, complaints, last } = replayed({ 'h.jsonl': text, 'i.jsonl.gz': gzipSync(text) });
    expect(complaints).toEqual([]);
    expect(last).toBe('3000 verified, 0 mismatched');
    expect(status).toBe(0);
    expect(printed).toHaveLength(1 + 20 + 1);
    expect(printed[1]).toMatch(/^h\.jsonl +BTC\/USD +1000 +\d+ +\d+ +0 +1$/);
  });

  it('tells the depths of one pair apart, which may be subscribed side by side', () => {
    const [ten, more] = [recordingInV1(['BTC/USD'], 10, 300), recordingInV1(['BTC/USD'], 25, 300)];
    const frames = ten.flatMap((frame, i) => [frame, more[i]!]);
    const { status, printed, last } = replayed({ 'j.jsonl': frames.join('\n') });
    expect(last).toBe('600 verified, 0 mismatched');
    expect(status).toBe(0);
    expect(printed).toHaveLength(1 + 2 + 1);
  });

  it('begins anew with each snapshot, and in the middle of a recording with the first', () => {
    const whole = recordingInV1(['BTC/USD', 'ETH/USD'], 10, 400);
    // From the middle on there is nothing to apply the updates to.
    const frames = [...whole.slice(200), ...whole, ...whole.slice(0, 2), ...whole];
    const { status, last } = replayed({ 'k.jsonl': frames.join('\n') });
    expect(last).toBe('800 verified, 0 mismatched');
    expect(status).toBe(0);
  });

  it('tells a frame that does not verify', () => {
    const frames = recordingInV1(['BTC/USD'], 10, 100);
    const broken = frames.map((frame, i) => (i === 20 ? frame.replace(/"c":"\d+"/, '"c":"1"') : frame));
    const { status, last, complaints } = replayed({ 'l.jsonl': broken.join('\n') });
    expect(status).toBe(1);
    expect(last).toBe('19 verified, 1 mismatched');
    expect(complaints[0]).toMatch(/l\.jsonl: line 21: .*checksum 1/);
  });
});

describe.each(['v2', 'v1'] as const)('replaying a recording of a client that speaks %s', (protocol) => {
  const path = protocol === 'v2' ? '/v2' : '/';

  it('verifies what the client has verified, through a lost connection, a wrong checksum, and books that begin later', async () => {
    const clock = new VirtualClock();
    const simulator = new Simulator({ clock, seed: 7, rate: 20, symbols: ['BTC/USD', 'ETH/USD', 'MINA/GBP'] });
    const client = new KrakenClient({
      protocol,
      clock,
      connect: simulator.connect,
      endpoints: { public: `memory://x${path}` },
      random: () => 0.5,
    });
    const early = client.book('BTC/USD', { depth: 25 });
    await clock.run(3000);
    const recorder = client.record();
    const before = early.stats.verified;
    const books = [
      client.book('ETH/USD'),
      client.book('MINA/GBP', { depth: 100 }),
      client.book('BTC/USD', { depth: 10 }),
    ];
    await clock.run(3000);
    simulator.faults.inject({ type: 'drop' });
    await clock.run(5000);
    simulator.faults.inject({ type: 'wrong-checksum', symbol: 'ETH/USD', count: 1 });
    await clock.run(5000);
    recorder.stop();
    await clock.run(5000);
    const { status, printed, complaints, last } = replayed({ 'm.ndjson.gz': gzipSync(recorder.text()) });
    expect(status).toBe(1);
    expect(complaints).toHaveLength(1);
    // Nothing is said of the depth in which a book was kept besides: two connections, whose books do not mix.
    expect(printed).toHaveLength(1 + 4 + 1);
    expect(last).toMatch(/^\d+ verified, 1 mismatched$/);
    expect(Number.parseInt(last ?? '', 10)).toBeGreaterThan(100);
    expect(books.every(({ state }) => state === 'live')).toBe(true);
    expect(early.stats.verified).toBeGreaterThan(before);
    await client.close();
    await simulator.close();
  });

  it('verifies each book of what is left of a long one', async () => {
    const clock = new VirtualClock();
    const simulator = new Simulator({ clock, seed: 7, rate: 50, symbols: ['BTC/USD', 'MINA/GBP'] });
    const client = new KrakenClient({
      protocol,
      clock,
      connect: simulator.connect,
      endpoints: { public: `memory://x${path}` },
    });
    client.subscribeBook(['BTC/USD', 'MINA/GBP'], { depth: 100 });
    const recorder = client.record({ keepMs: 5000 });
    await clock.run(30_000);
    const { status, printed, complaints, last } = replayed({ 'n.ndjson': recorder.text() });
    expect([status, complaints]).toEqual([0, []]);
    expect(printed).toHaveLength(1 + 2 + 1);
    const frames = printed.slice(1, 3).map((row) => row.split(/ +/).map(Number));
    const sum = (column: number) => frames.reduce((total, row) => total + row[column]!, 0);
    // Of v1 all but the snapshots have a checksum.
    expect(last).toBe(`${sum(3) - (protocol === 'v1' ? sum(6) : 0)} verified, 0 mismatched`);
    await client.close();
    await simulator.close();
  });
});
