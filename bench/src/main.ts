/** Measures everything and says so: the work behind `npm run bench`. */
import { spawnSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import process from 'node:process';
import type { LaunchOptions } from 'playwright';
import { timeInChromium } from './chromium.js';
import { combined, type HeapResult, heapFlags, measureHeap } from './heap.js';
import { parseOptions } from './options.js';
import { figuresOf, levelLines, mixTable, type Report, timingTable } from './report.js';
import { LOAD, PLANS } from './scale.js';
import { scaleFigures, scaleTable, whatWentWrong } from './scale-report.js';
import { runScale } from './scale-run.js';
import { SCENARIOS } from './scenarios.js';
import { time } from './timing.js';

const HEAP_PROCESSES = 3;

/** What the command provides. */
export interface Surroundings {
  readonly print: (line: string) => void;
  readonly say: (line: string) => void;
  /** The address of the bundle of this very file. */
  readonly url: string;
  /** The address of a bundle of `scale-child.ts`. */
  readonly scaleUrl: () => Promise<string>;
  /** A browser is there, with these options, and this script is the page's. */
  readonly browser: () => Promise<{ launch: LaunchOptions; script: string }>;
}

/** Returns the exit status. */
export async function main(args: readonly string[], surroundings: Surroundings): Promise<number> {
  const { print, say } = surroundings;
  const options = parseOptions(args);
  if (typeof options === 'string') {
    say(options);
    return 2;
  }
  const { quick } = options;
  let report: Report = { scenarios: options.onlyScale ? {} : measureFrames(quick, surroundings) };
  if (options.chromium) report = { ...report, chromium: await measureInChromium(quick, surroundings) };

  const turns = await runScale(LOAD, quick ? PLANS.quick : PLANS.usual, await surroundings.scaleUrl(), say);
  print('');
  for (const line of scaleTable(LOAD, turns)) print(line);
  report = { ...report, scale: scaleFigures(LOAD, turns) };

  if (options.json !== undefined) {
    writeFileSync(options.json, `${JSON.stringify(report, null, 2)}\n`);
    say(`written to ${options.json}`);
  }
  const wrong = whatWentWrong(LOAD, turns);
  for (const line of wrong) say(line);
  return wrong.length === 0 ? 0 : 1;
}

function measureFrames(quick: boolean, { print, say, url }: Surroundings): Report['scenarios'] {
  const timings = SCENARIOS.map((scenario) => {
    say(`Node: ${scenario.name}`);
    return time(scenario, quick);
  });
  const heap = combined(
    Array.from({ length: quick ? 1 : HEAP_PROCESSES }, (_, i) => {
      say(`Node: memory, process ${i + 1}`);
      return heapOf(url);
    }),
  );
  print(
    `Node ${process.versions.node}, V8 ${process.versions.v8}, ${process.arch}; the floor is JSON.parse of the same frames`,
  );
  for (const line of timingTable(timings, 'node', heap)) print(line);
  for (const line of levelLines(heap.level)) print(line);
  print('');
  for (const line of mixTable(timings)) print(line);
  return figuresOf(timings, heap);
}

async function measureInChromium(quick: boolean, { print, say, browser }: Surroundings) {
  const { launch, script } = await browser();
  const { version, timings } = await timeInChromium(script, launch, quick, say);
  print('');
  print(`Chromium ${version}`);
  for (const line of timingTable(timings, 'chromium')) print(line);
  return { version, scenarios: figuresOf(timings, undefined) };
}

/** Memory is measured in a process of its own, whose collector does as it is told. */
function heapOf(url: string): HeapResult {
  const code = `import(${JSON.stringify(url)}).then(({ printHeap }) => printHeap())`;
  const child = spawnSync(process.execPath, [...heapFlags, '--input-type=module', '--eval', code], {
    stdio: ['ignore', 'pipe', 'inherit'],
    encoding: 'utf8',
  });
  if (child.status !== 0) throw new Error(`measuring memory failed (${child.error?.message ?? child.status})`);
  return JSON.parse(child.stdout) as HeapResult;
}

/** The child's part of that. */
export function printHeap(): void {
  process.stdout.write(JSON.stringify(measureHeap()));
}
