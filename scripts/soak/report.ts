/** The figures of a soak in words. */
import { type Figures, growth, MARGIN_BYTES } from './figures.js';
import type { Progress } from './soak.js';

export function progressLine(protocol: string, { virtualMs, ofMs, tally, heapBytes }: Progress): string {
  const { frames, books, reconnects, gaps } = tally;
  return (
    `${protocol}  ${clockTime(virtualMs)} of ${clockTime(ofMs)}  ${count(frames)} frames  ${count(books.resyncs)} resyncs  ` +
    `${count(reconnects)} reconnects  ${count(gaps)} gaps  heap ${megabytes(heapBytes)}`
  );
}

/** What came of one protocol. */
export function protocolLine({ protocol, start, end, counts }: Figures, flat: boolean): string {
  const { frames, resyncs, reconnects } = counts;
  return (
    `${protocol}: heap ${megabytes(start.bytes)} -> ${megabytes(end.bytes)}, ${count(frames)} frames, ${count(resyncs)} resyncs, ` +
    `${count(reconnects)} reconnects: ${flat ? 'flat' : 'GREW'}`
  );
}

/** What came of all. */
export function lastLine(protocols: readonly string[], flat: boolean): string {
  return `${protocols.join(' and ')}: ${flat ? 'flat' : 'GREW'}`;
}

export function table(figures: Figures): string[] {
  const { counts, before, start, end, after } = figures;
  const rows: [string, string][] = [
    ['protocol', figures.protocol],
    ['seed', String(figures.seed)],
    ['virtual hours', (figures.virtualMs / 3_600_000).toFixed(2)],
    ['wall time', `${Math.round(figures.wallMs / 1000)} s`],
    ['frames', `${count(counts.frames)}, ${Math.round(counts.frames / (figures.virtualMs / 1000))} a virtual second`],
    ['events told', count(counts.events)],
    ['book frames verified', count(counts.verified)],
    ['mismatches', count(counts.mismatched)],
    ['resyncs', count(counts.resyncs)],
    ['reconnects', count(counts.reconnects)],
    ['refused', `${count(counts.refused)} attempts to connect and symbols`],
    ['gaps', count(counts.gaps)],
    ['dropped by slow consumers', `${count(counts.dropped)} events`],
    ['visits', count(counts.visits)],
    ['trades out of order', count(counts.disorder)],
    ...Object.entries(counts.errors).map(([name, n]): [string, string] => [name, count(n)]),
    ['heap at the start', megabytes(start.bytes)],
    ['heap at the end', megabytes(end.bytes)],
    ['  of which the exchange remembers', megabytes(figures.exchangeBytes)],
    ['  and the rest has grown by', `${megabytes(growth(figures))}, at most ${megabytes(MARGIN_BYTES)}`],
    ['topics wanted, held, served', `${end.wanted}, ${end.inUse}, ${end.atExchange}`],
    ['visitors who cannot leave', `${end.staying}`],
    ['books that are wrong', `${end.wrongBooks}`],
    ['timers', `${start.timers} -> ${end.timers} -> ${after.timers}`],
    ['signal listeners', `${start.listeners} -> ${end.listeners} -> ${after.listeners}`],
    ...Object.keys(end.objects).map((name): [string, string] => [
      name,
      [start.objects, end.objects, after.objects].map((each) => (each[name] ?? 0) - (before[name] ?? 0)).join(' -> '),
    ]),
    ['client and books left', `${after.alive}`],
    ['connections left', `${after.connections}`],
  ];
  const width = Math.max(...rows.map(([name]) => name.length));
  return rows.map(([name, value]) => `${name.padEnd(width)}  ${value}`);
}

/** The thousands apart. */
function count(number: number): string {
  return String(number).replace(/\B(?=(\d{3})+$)/g, ',');
}

function megabytes(bytes: number): string {
  return `${(bytes / 2 ** 20).toFixed(1)} MB`;
}

function clockTime(ms: number): string {
  const minutes = Math.floor(ms / 60_000);
  const [hours, rest] = [Math.floor(minutes / 60), String(minutes % 60).padStart(2, '0')];
  return `${hours}:${rest}:${String(Math.floor((ms % 60_000) / 1000)).padStart(2, '0')}`;
}
