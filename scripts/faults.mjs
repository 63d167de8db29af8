/** `npm run faults` */
import { load } from './bundle.mjs';
import { helpIfAsked, installPackages, say } from './setup.mjs';

helpIfAsked(`
npm run faults -- [--scripts N] [--only NAME] [--seed N] [--protocol v1|v2] [--json FILE]

The fault matrix. Runs every fault of the local exchange against every channel of the client, in both protocols and in
virtual time: public ones, those of an account, and a client that trades; then random scripts of faults with all channels
at once. What the client tells is held against what the exchange knows to be true, frame by frame, and what it says of
its requests against what the exchange did with them.

  --scripts N   how many random scripts in each protocol; 300 of v2 and 100 of v1 when left out
  --only NAME   one scenario, as a failure names it ("lose updates × book"), or the rows with this in their names
  --seed N      only the random script of this seed
  --protocol    v1 or v2; both when left out
  --json FILE   also writes what every scenario came to into FILE

Prints a table for each protocol, what failed and how to run it alone, and last "N scenarios, N failed" of all. Takes
three minutes or so.
Exit status: 0 nothing failed, 1 something did, 2 wrong arguments.
`);
installPackages();
const { main } = await load('scripts/faults/main.ts');
process.exitCode = await main(process.argv.slice(2), {
  print: (line) => process.stdout.write(`${line}\n`),
  say,
});
