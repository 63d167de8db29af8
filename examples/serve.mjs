/**
 * Serves the examples that are pages, with the built script, and starts a local exchange for them: all on this machine.
 *
 *     npm run build -- --packages
 *     node examples/serve.mjs
 */
import { once } from 'node:events';
import { readFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import { extname } from 'node:path';
import { parseArgs } from 'node:util';
import { startServer } from '@kraken-stream/simulator/node';

const HELP = `node examples/serve.mjs [--port N]

Serves the examples that are pages and a local exchange, and prints their addresses, first those of the local exchange's
books, then those of Kraken's. Ctrl-C ends it.

  --port N   port of the pages, any free one when left out`;

const SCRIPT = 'kraken-stream.iife.js';
/** The built script as it is in the package. */
const script = new URL(SCRIPT, import.meta.resolve('@kraken-stream/client'));
/** What may be asked for; nothing else of this machine is served. */
const FILES = new Map([
  ['/script-tag.html', new URL('script-tag.html', import.meta.url)],
  [`/${SCRIPT}`, script],
  ['/dashboard/', new URL('dashboard/index.html', import.meta.url)],
  ['/dashboard/dashboard.js', new URL('dashboard/dashboard.js', import.meta.url)],
  ['/dashboard/dashboard.css', new URL('dashboard/dashboard.css', import.meta.url)],
  [`/dashboard/${SCRIPT}`, script],
]);
const TYPES = { '.html': 'text/html', '.js': 'text/javascript', '.css': 'text/css' };

const { port } = readOptions();
const exchange = await startServer();
const site = createServer(async (request, response) => {
  const file = FILES.get(new URL(request.url, 'http://site').pathname);
  if (file === undefined) return response.writeHead(404).end('not found');
  response.setHeader('content-type', `${TYPES[extname(file.pathname)]}; charset=utf-8`);
  response.end(await readFile(file));
});
site.listen(port, '127.0.0.1');
await once(site, 'listening');

const url = `http://127.0.0.1:${site.address().port}`;
console.log(`a book:    ${url}/script-tag.html?${exchange.url}`);
console.log(`dashboard: ${url}/dashboard/?exchange=${exchange.url}`);
console.log(`of Kraken: ${url}/script-tag.html and ${url}/dashboard/?exchange=kraken`);

async function end() {
  site.close();
  site.closeAllConnections();
  await exchange.close();
}
process.once('SIGINT', end);
process.once('SIGTERM', end);

/** What was asked for. Ends the process when it was the help, or makes no sense. */
function readOptions() {
  try {
    const { values } = parseArgs({
      options: { port: { type: 'string', default: '0' }, help: { type: 'boolean', short: 'h' } },
    });
    if (values.help) {
      console.log(HELP);
      process.exit(0);
    }
    const port = Number(values.port);
    if (!/^\d+$/.test(values.port) || port > 65535) {
      throw new Error(`--port: expected a number from 0 to 65535, received ${values.port}`);
    }
    return { port };
  } catch (error) {
    console.error(`serve: ${error.message}\ntry node examples/serve.mjs --help`);
    process.exit(2);
  }
}
