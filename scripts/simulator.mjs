/** `npm run simulator -- OPTIONS`: the command of packages/simulator, from source. `--help` is the command's own. */
import { load } from './bundle.mjs';
import { installPackages } from './setup.mjs';

installPackages();
// It runs when it is loaded.
await load('packages/simulator/src/node/cli.ts');
