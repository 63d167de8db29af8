/** Where frames of the exchange are kept, outside of this repository: read where they are there. */
import { existsSync, readdirSync, readFileSync } from 'node:fs';

const shared = new URL('../../../../../shared/', import.meta.url);
/** What the documentation prints, and single frames of the wire. */
export const samples = new URL('protocol/examples/', shared);
export const captures = new URL('captures/', shared);
export const present = existsSync(samples) && existsSync(captures);

export interface Frame {
  readonly name: string;
  readonly text: string;
}

export function filesIn(folder: URL, names: RegExp): Frame[] {
  if (!present) return [];
  const found = readdirSync(folder).filter((name) => names.test(name));
  return found.map((name) => ({ name, text: readFileSync(new URL(name, folder), 'utf8').trim() }));
}

/** Each line of the files is a frame. */
export function linesIn(folder: URL, names: RegExp): Frame[] {
  return filesIn(folder, names).flatMap(({ name, text }) =>
    text.split('\n').map((line, i) => ({ name: `${name}:${i + 1}`, text: line })),
  );
}
