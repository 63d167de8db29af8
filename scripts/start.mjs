/** `npm start`: serves the playground. */
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { helpIfAsked, installPackages, root, say } from './setup.mjs';

const HELP = `
npm start -- [--port N] [--host ADDRESS]

Serves the playground: live order books on an exchange that runs in the page, with no account and no network.

  --port N        port to listen at, 5173 when left out; the next free one when it is taken
  --host ADDRESS  address to listen at; 127.0.0.1 when left out, 0.0.0.0 for every network of this machine

Runs until it is interrupted (Ctrl-C). Exit status: 0 stopped, 1 it could not listen, 2 an option is wrong.
`;

/** The options, or undefined when one is wrong: that is said. */
function readOptions() {
  const refuse = (text) => say(`npm start: ${text}\ntry npm start -- --help`);
  try {
    const { values } = parseArgs({ options: { port: { type: 'string' }, host: { type: 'string' } } });
    const { port = '5173', host = '127.0.0.1' } = values;
    if (!/^\d+$/.test(port) || Number(port) < 1 || Number(port) > 65535) {
      return refuse(`--port: expected a number from 1 to 65535, received ${port}`);
    }
    if (!/^[\w.:-]+$/.test(host)) return refuse(`--host: expected an address, received ${host}`);
    return { port: Number(port), host };
  } catch (error) {
    return refuse(error.message);
  }
}

async function main() {
  helpIfAsked(HELP);
  const options = readOptions();
  if (options === undefined) return 2;
  installPackages();
  const { createServer } = await import('vite');
  const configFile = join(root, 'vite.config.ts');
  const server = await createServer({ configFile, logLevel: 'warn', clearScreen: false, server: options });
  // Vite listens to signals as well, and would call one a failure.
  process.exitCode = 0;
  // Whoever interrupts while it starts means it as well.
  const stopped = new Promise((resolve) => {
    for (const signal of ['SIGINT', 'SIGTERM']) process.once(signal, resolve);
  });
  try {
    await server.listen();
  } catch (error) {
    say(`npm start: ${error.message}`);
    await server.close();
    return 1;
  }
  const { local = [], network = [] } = server.resolvedUrls ?? {};
  for (const url of [...local, ...network])
    process.stdout.write(`playground: ${url.replace('localhost', '127.0.0.1')}\n`);
  await stopped;
  await server.close();
  return 0;
}

// The watcher of a server that is closed may still hold the process.
process.exit(await main());
