/** `npm run simulator -- OPTIONS`: the command of packages/simulator, from source. `--help` is the command's own. */
import { load } from './bundle.mjs';
import { installPackages } from './setup.mjs';

installPackages();
const { main } = await load('packages/simulator/src/node/command.ts');
process.exitCode = await main(process.argv.slice(2), {
  out: (text) => process.stdout.write(text),
  err: (text) => process.stderr.write(text),
  tty: process.stdout.isTTY === true,
  onStop(stop) {
    process.once('SIGINT', stop);
    process.once('SIGTERM', stop);
  },
});
