/** The command line of `npm run soak`. */
import { writeFileSync } from 'node:fs';
import { complaints, type Figures } from './figures.js';
import { parseOptions } from './options.js';
import { lastLine, progressLine, protocolLine, table } from './report.js';
import { MINUTE, soak } from './soak.js';

/** Until the start is measured: what fills up is full, and the engine has compiled what it will. */
const WARM_UP_MS = 6 * MINUTE;
/** Wall time between two lines of progress. */
const TELL_MS = 500;

export interface Output {
  readonly print: (line: string) => void;
  readonly complain: (line: string) => void;
  /** Shows a line in the place of the one before. */
  readonly show: (line: string) => void;
}

/** Soaks and prints. Returns the exit status. */
export async function main(args: readonly string[], { print, complain, show }: Output): Promise<number> {
  const options = parseOptions(args);
  if (typeof options === 'string') {
    complain(options);
    return 2;
  }
  const { protocols, hours, json } = options;
  const lengths = { warmUpMs: WARM_UP_MS, soakMs: hours * 60 * MINUTE };
  const all: Figures[] = [];
  let flat = true;
  for (const protocol of protocols) {
    let toldAt = 0;
    const figures = await soak(protocol, options, lengths, (progress) => {
      if (performance.now() - toldAt < TELL_MS) return;
      toldAt = performance.now();
      show(progressLine(protocol, progress));
    });
    show('');
    const wrong = complaints(figures);
    for (const line of table(figures)) print(line);
    for (const line of wrong) complain(`${protocol}: ${line}`);
    print(protocolLine(figures, wrong.length === 0));
    all.push(figures);
    flat &&= wrong.length === 0;
  }
  if (json !== undefined) writeFileSync(json, `${JSON.stringify(all, undefined, 2)}\n`);
  print(lastLine(protocols, flat));
  return flat ? 0 : 1;
}
