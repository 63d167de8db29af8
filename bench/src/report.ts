/**
 * Says what was measured: as tables for people, as JSON for comparisons.
 */
import type { HeapResult, LevelMemory } from './heap.js';
import type { Mix } from './mix.js';
import type { ScaleFigures } from './scale-report.js';
import { type Goal, SCENARIOS } from './scenarios.js';
import { aligned, rounded } from './table.js';
import type { Timed, Timing } from './timing.js';

/** The figures of one scenario, as they are written. */
export interface Figures {
  readonly floorNs: number;
  readonly ns: number;
  readonly ratio: number;
  readonly bytesPerFrame: number | null;
}

export interface Report {
  readonly scenarios: Record<string, Figures>;
  /** Left out when it was not measured. */
  readonly scale?: ScaleFigures;
  readonly chromium?: { readonly version: string; readonly scenarios: Record<string, Figures> };
}

export function figuresOf(timings: readonly Timing[], heap: HeapResult | undefined): Record<string, Figures> {
  const asides = new Set(SCENARIOS.filter(({ aside }) => aside).map(({ name }) => name));
  const figures: Record<string, Figures> = {};
  for (const { name, floorNs, library } of timings) {
    if (asides.has(name)) continue;
    figures[name] = {
      floorNs: rounded(floorNs, 1),
      ns: rounded(library.ns, 1),
      ratio: rounded(library.ratio, 3),
      bytesPerFrame: heap === undefined ? null : rounded(heap.scenarios[name]!.told, 1),
    };
  }
  return figures;
}

/** A row a scenario. */
export function timingTable(timings: readonly Timing[], engine: 'node' | 'chromium', heap?: HeapResult): string[] {
  const head = [
    'scenario',
    'floor ns',
    'ns',
    'ratio',
    'spread',
    'goal',
    'at least',
    '',
    'with objects',
    'simple',
    'general',
  ];
  if (heap !== undefined) head.push('bytes/frame', 'no listener', 'floor bytes');
  const rows = timings.map((timing) => {
    const { ratios } = timing;
    const goal = SCENARIOS.find(({ name }) => name === timing.name)?.[engine];
    const row = [
      timing.name,
      timing.floorNs.toFixed(0),
      timing.library.ns.toFixed(0),
      timing.library.ratio.toFixed(3),
      `${ratios[0]!.toFixed(2)}-${ratios.at(-1)!.toFixed(2)}`,
      goal?.goal.toFixed(2) ?? '-',
      goal?.atLeast.toFixed(2) ?? '-',
      verdict(timing.library.ratio, goal),
      ...[timing.objects, timing.simple, timing.general].map(ratioOf),
    ];
    const bytes = heap?.scenarios[timing.name];
    if (bytes !== undefined) {
      row.push(bytes.told.toFixed(1), bytes.noListener?.toFixed(1) ?? '-', bytes.floor.toFixed(0));
    }
    return row;
  });
  return aligned([head, ...rows]);
}

/** What the measured frames are like. */
export function mixTable(timings: readonly Timing[]): string[] {
  const head = [
    'scenario',
    'frames',
    'characters',
    'changes',
    'removals',
    'refills',
    'others in top 20',
    '1 to 3 a frame',
    'most',
    'decimals',
  ];
  const rows = timings.map(({ name, frames, charactersPerFrame, mix }) => [
    name,
    String(frames),
    charactersPerFrame.toFixed(0),
    ...(mix === undefined ? Array.from({ length: 7 }, () => '-') : mixCells(mix)),
  ]);
  return aligned([head, ...rows]);
}

export function levelLines({ books, levels, arrayBytesPerLevel, heapBytesPerLevel }: LevelMemory): string[] {
  const sum = arrayBytesPerLevel + heapBytesPerLevel;
  return [
    `memory a kept level, ${books} books of depth 1000 (${levels} levels, each side's counted): ${sum.toFixed(1)} bytes,`,
    `  ${arrayBytesPerLevel.toFixed(1)} of them in array buffers, ${heapBytesPerLevel.toFixed(1)} in the heap;` +
      ` a level of both sides: ${(2 * sum).toFixed(1)} bytes (goal 64, at least 100)`,
  ];
}

function mixCells(mix: Mix): string[] {
  return [
    String(mix.changes),
    percent(mix.removals),
    percent(mix.refills),
    percent(mix.top20),
    percent(mix.oneToThree),
    String(mix.mostChanges),
    mix.decimals[0] === mix.decimals[1] ? String(mix.decimals[0]) : mix.decimals.join('-'),
  ];
}

function verdict(ratio: number, goal: Goal | undefined): string {
  if (goal === undefined) return '';
  if (ratio <= goal.goal) return 'goal met';
  return ratio <= goal.atLeast ? 'enough' : 'TOO SLOW';
}

function ratioOf(timed: Timed | undefined): string {
  return timed === undefined ? '-' : timed.ratio.toFixed(2);
}

function percent(share: number): string {
  return `${(share * 100).toFixed(1)} %`;
}
