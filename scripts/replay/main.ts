/** The command line of `npm run replay`. */
import { readFileSync } from 'node:fs';
import { basename } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { type Recording, readRecording } from '@kraken-stream/core';
import { type ReplayRow, replay } from './replay.js';

const ERRORS_SHOWN = 5;

/** Replays files and prints a row a book. Returns the exit status. */
export function main(
  files: readonly string[],
  print: (line: string) => void,
  complain: (line: string) => void,
): number {
  if (files.length === 0) {
    complain('expected the names of files with recordings, or with frames as they came, one a line; see --help');
    return 2;
  }
  const option = files.find((file) => file.startsWith('--'));
  if (option !== undefined) {
    complain(`expected the names of files, received the option ${option}; see --help`);
    return 2;
  }
  let verified = 0;
  let mismatched = 0;
  let status = 0;
  const table: string[][] = [['file', 'symbol', 'depth', 'frames', 'verified', 'mismatched', 'snapshots']];
  for (const file of files) {
    const recording = recordingIn(file, complain);
    if (recording === undefined || recording.events.length === 0) {
      if (recording !== undefined) complain(`${file}: no frame of protocol v1 or v2, and no recording, in it`);
      status = 2;
      continue;
    }
    const replayed = replay(recording);
    const { rows } = replayed;
    const errors = [...recording.unread.map(({ line, reason }) => `line ${line}: ${reason}`), ...replayed.errors];
    for (const error of errors.slice(0, ERRORS_SHOWN)) complain(`${file}: ${error}`);
    if (errors.length > ERRORS_SHOWN) complain(`${file}: and ${errors.length - ERRORS_SHOWN} errors more`);
    for (const row of rows) {
      table.push([basename(file), ...cells(row)]);
      verified += row.verified;
      mismatched += row.mismatched;
    }
  }
  for (const line of aligned(table)) print(line);
  print(`${verified} verified, ${mismatched} mismatched`);
  return mismatched > 0 ? 1 : status;
}

function cells(row: ReplayRow): string[] {
  return [row.symbol, ...[row.depth, row.frames, row.verified, row.mismatched, row.snapshots].map(String)];
}

/** What a file has; undefined, with a complaint, when it cannot be read. */
function recordingIn(file: string, complain: (line: string) => void): Recording | undefined {
  try {
    const bytes = readFileSync(file);
    return readRecording((bytes[0] === 0x1f && bytes[1] === 0x8b ? gunzipSync(bytes) : bytes).toString('utf8'));
  } catch (error) {
    complain(`${file}: ${reasonOf(error)}`);
    return undefined;
  }
}

const REASONS: Readonly<Record<string, string>> = {
  ENOENT: 'there is no such file',
  EISDIR: 'expected a file, received a directory',
  EACCES: 'it may not be read',
};

function reasonOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  const code = 'code' in error ? String(error.code) : '';
  return REASONS[code] ?? (code.startsWith('Z_') ? `expected gzip, as it begins: ${error.message}` : error.message);
}

function aligned(table: readonly (readonly string[])[]): string[] {
  const widths = table[0]!.map((_, column) => Math.max(...table.map((row) => row[column]!.length)));
  return table.map((row) =>
    row
      .map((cell, column) => (column < 2 ? cell.padEnd(widths[column]!) : cell.padStart(widths[column]!)))
      .join('  ')
      .trimEnd(),
  );
}
