/** `npm run soak` */
import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { load } from './bundle.mjs';
import { helpIfAsked, installPackages, root, say } from './setup.mjs';

helpIfAsked(`
npm run soak -- [--hours N] [--protocol NAME] [--seed N] [--rate N] [--symbols N] [--json FILE]

Lets a client live for hours of virtual time, which pass in minutes, with a local exchange on which something goes wrong
every few seconds, and with consumers of every kind: fast, slow, abandoned, and such as come and go. Looks whether
memory stays flat, whether anything is left when all is closed, and whether anybody was lied to.

  --hours N     virtual hours, 2 when left out, after some minutes to warm up; of each protocol
  --protocol    v2, v1 or both, one after the other; both when left out
  --seed N      another seed means other markets, faults and visitors; the same the same. 1 when left out
  --rate N      market events a second in each symbol, 11 when left out: some 2,000 frames a second of 200 symbols
  --symbols N   how many symbols are traded, 200 when left out
  --json FILE   also writes the figures of each protocol to FILE

Prints the figures of each protocol and what came of it, and what came of all last.

Exit status: 0 flat, 1 something grew, was left or was wrong, 2 wrong arguments.
`);
installPackages();

const ENTRY = 'scripts/soak/main.ts';
await load(ENTRY);
const url = pathToFileURL(join(root, '.tmp', ENTRY.replace(/\W+/g, '-'), 'index.mjs')).href;
// A process of its own, whose heap has nothing of the bundler's in it, and room for what is young.
const run = `
  const { main } = await import(${JSON.stringify(url)});
  const { stdout, stderr } = process;
  process.exitCode = await main(process.argv.slice(1), {
    print: (line) => stdout.write(line + '\\n'),
    complain: (line) => stderr.write(line + '\\n'),
    show: (line) => {
      process.send('alive');
      if (stderr.isTTY) stderr.write('\\r\\x1b[K' + line);
      else if (line !== '') stderr.write(line + '\\n');
    },
  });
  process.disconnect();
`;
const flags = [
  '--expose-gc',
  '--disable-warning=ExperimentalWarning',
  '--no-flush-bytecode',
  '--max-semi-space-size=32',
  '--min-semi-space-size=32',
  '--input-type=module',
];
const args = [...process.execArgv, ...flags, '--eval', run, '--', ...process.argv.slice(2)];
const child = spawn(process.execPath, args, { stdio: ['inherit', 'inherit', 'inherit', 'ipc'] });

// A client that is busy with itself for ever passes no time, and cannot tell.
const STUCK_MS = 180_000;
let watch;
const alive = () => {
  clearTimeout(watch);
  watch = setTimeout(() => {
    say('no time has passed for three minutes: something never ends');
    child.kill('SIGKILL');
  }, STUCK_MS);
};
alive();
child.on('message', alive);
child.on('exit', (status) => {
  clearTimeout(watch);
  process.exitCode = status ?? 1;
});
