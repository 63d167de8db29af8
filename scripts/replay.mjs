/** `npm run replay -- FILE…` */
import { load } from './bundle.mjs';
import { helpIfAsked, installPackages } from './setup.mjs';

helpIfAsked(`
npm run replay -- FILE…

Replays recorded frames through the real session and verifies every book checksum.

  FILE   a recording of client.record(), or frames of protocol v1 or v2 as they came, one a line (.jsonl, .ndjson); also
         compressed with gzip

Prints a row a book (symbol, depth, frames, verified, mismatched, snapshots) and, last, "N verified, N mismatched".
Exit status: 0 all verified, 1 a checksum did not match, 2 a file could not be replayed.
`);
installPackages();
const { main } = await load('scripts/replay/main.ts');
process.exitCode = main(
  process.argv.slice(2),
  (line) => process.stdout.write(`${line}\n`),
  (line) => process.stderr.write(`${line}\n`),
);
