/** Says what was measured at scale, and what went wrong. */
import { median, medianRatio } from './measure.js';
import { CONTESTANT_NAMES, CONTESTANTS, type ContestantName, type Cpu, type Load, type Turn } from './scale.js';
import { isHuge, scaleInstruments } from './scale-instruments.js';
import { aligned, rounded } from './table.js';

/** One contestant's figures, as they are written: medians over rounds. Shares are of one core, of 1. */
export interface ContestantFigures {
  readonly user: number;
  readonly system: number;
  readonly share: number;
  /** Processor time a frame. */
  readonly microsPerFrame: number;
  /** That, to the same of the one that merely receives, and of the one that merely parses, in the same round. */
  readonly toReceive: number;
  readonly toParse: number;
  readonly framesPerSecond: number;
  readonly live: number;
  readonly mismatches: number;
  readonly delayP50Ms: number;
  readonly delayP99Ms: number;
  readonly rss: number;
  readonly heap: number;
  readonly arrayBuffers: number;
  readonly openingMs: number;
  /** The server's share meanwhile. */
  readonly server: number;
}

export interface ScaleFigures extends Load {
  readonly contestants: Readonly<Record<ContestantName, ContestantFigures>>;
}

/** From this share of a core on a process has no more to give. */
const EXHAUSTED = 0.9;
/** How many frames fewer may come than were sent: those on their way when the counting ends. */
const UNDER_WAY = 0.01;

export function scaleFigures(load: Load, turns: readonly Turn[]): ScaleFigures {
  const all = (name: ContestantName) => turns.filter(({ contestant }) => contestant === name);
  const micros = (name: ContestantName) => all(name).map(microsPerFrame);
  const figures = (name: ContestantName): ContestantFigures => {
    const mine = all(name);
    const middle = (of: (turn: Turn) => number, decimals: number) => rounded(median(mine.map(of)), decimals);
    return {
      user: middle(({ borne }) => borne.user, 4),
      system: middle(({ borne }) => borne.system, 4),
      share: middle(({ borne }) => share(borne), 4),
      microsPerFrame: middle(microsPerFrame, 3),
      toReceive: rounded(medianRatio(micros(name), micros('receive')), 3),
      toParse: rounded(medianRatio(micros(name), micros('parse')), 3),
      framesPerSecond: middle(framesPerSecond, 0),
      live: Math.min(...mine.map(({ borne }) => borne.live)),
      mismatches: mine.reduce((sum, { borne }) => sum + borne.mismatches, 0),
      delayP50Ms: middle(({ borne }) => borne.delayMs.p50, 2),
      delayP99Ms: middle(({ borne }) => borne.delayMs.p99, 2),
      rss: middle(({ borne }) => borne.rss, 0),
      heap: middle(({ borne }) => borne.heap, 0),
      arrayBuffers: middle(({ borne }) => borne.arrayBuffers, 0),
      openingMs: middle(({ borne }) => borne.openingMs, 1),
      server: middle(({ served }) => share(served), 4),
    };
  };
  return {
    ...load,
    contestants: {
      receive: figures('receive'),
      parse: figures('parse'),
      client: figures('client'),
      listener: figures('listener'),
    },
  };
}

/** A row a contestant. */
export function scaleTable(load: Load, turns: readonly Turn[]): string[] {
  const { contestants } = scaleFigures(load, turns);
  const head = [
    '',
    'core',
    'user',
    'system',
    'us/frame',
    'to receive',
    'to parse',
    'spread',
    'frames/s',
    'live',
    'wrong',
    'late p50 ms',
    'p99 ms',
    'rss MB',
    'heap MB',
    'arrays MB',
    'all live ms',
    'server',
  ];
  const rows = CONTESTANT_NAMES.map((name) => {
    const figures = contestants[name];
    const bare = name === 'receive' || name === 'parse';
    const shares = turns.filter(({ contestant }) => contestant === name).map(({ borne }) => share(borne));
    return [
      CONTESTANTS[name],
      percent(figures.share),
      percent(figures.user),
      percent(figures.system),
      figures.microsPerFrame.toFixed(1),
      figures.toReceive.toFixed(2),
      figures.toParse.toFixed(2),
      `${percent(Math.min(...shares))}-${percent(Math.max(...shares))}`,
      String(figures.framesPerSecond),
      bare ? '-' : String(figures.live),
      bare ? '-' : String(figures.mismatches),
      figures.delayP50Ms.toFixed(1),
      figures.delayP99Ms.toFixed(1),
      megabytes(figures.rss),
      megabytes(figures.heap),
      megabytes(figures.arrayBuffers),
      figures.openingMs.toFixed(0),
      percent(figures.server),
    ];
  });
  const rounds = turns.length / CONTESTANT_NAMES.length;
  const seconds = median(turns.map(({ borne }) => borne.seconds));
  return [
    `at scale: ${load.books} books of depth ${load.depth}, ${scaleInstruments(load.books).filter(isHuge).length} of them with` +
      ` quantities beyond 2^53 lots; ${load.framesPerSecond} frames a second or more`,
    `over a loopback WebSocket; percents of one core; medians of ${rounds} times ${seconds.toFixed(1)} s; spread: of the first column`,
    ...aligned([head, ...rows]),
  ];
}

/** A line for each thing that must not have happened; none when all went well. */
export function whatWentWrong(load: Load, turns: readonly Turn[]): string[] {
  return turns.flatMap((turn) => {
    const { contestant, borne } = turn;
    const wrong: string[] = [];
    if (borne.mismatches > 0) wrong.push(`${borne.mismatches} checksums did not match`);
    if (borne.live < load.books) wrong.push(`${borne.live} of ${load.books} books were live`);
    const [trouble] = borne.troubles;
    if (trouble !== undefined) wrong.push(`${borne.troubles.length} troubles, the first: ${trouble}`);
    if (framesPerSecond(turn) < load.framesPerSecond) wrong.push(tooFew(load, turn));
    return wrong.map((what) => `${CONTESTANTS[contestant]}: ${what}`);
  });
}

function tooFew(load: Load, turn: Turn): string {
  const { borne, served } = turn;
  const came = framesPerSecond(turn);
  const late = came < served.framesPerSecond * (1 - UNDER_WAY);
  const [who, cpu, other, otherCpu]: [string, Cpu, string, Cpu] = late
    ? ['its own process', borne, 'the server', served]
    : ['the server', served, 'its own process', borne];
  const why =
    share(cpu) >= EXHAUSTED
      ? `${who} was the bottleneck: it took ${percent(share(cpu))} of a core${late ? '' : `, and was ${served.behindMs.toFixed(0)} ms behind`}`
      : `${who} was behind, though it took only ${percent(share(cpu))} of a core: the machine has other work`;
  return (
    `${came.toFixed(0)} frames a second came of the ${load.framesPerSecond} asked for, ` +
    `${served.framesPerSecond.toFixed(0)} were sent; ${why} (${other}: ${percent(share(otherCpu))})`
  );
}

function framesPerSecond({ borne }: Turn): number {
  return borne.frames / borne.seconds;
}

function microsPerFrame(turn: Turn): number {
  return (share(turn.borne) * 1e6) / framesPerSecond(turn);
}

function share({ user, system }: Cpu): number {
  return user + system;
}

function percent(value: number): string {
  return `${(value * 100).toFixed(1)} %`;
}

function megabytes(bytes: number): string {
  return (bytes / 1e6).toFixed(1);
}
