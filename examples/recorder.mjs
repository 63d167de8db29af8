/**
 * Records what the exchange says about some symbols into a file: every frame word for word, with its time. What was
 * written can be replayed, played and tested on: docs/recording.md.
 *
 *     npm run build
 *     node examples/recorder.mjs BTC/USD ETH/USD --seconds 10 --file recorded.ndjson
 *     npm run replay -- recorded.ndjson
 */
import { createWriteStream } from 'node:fs';
import { finished } from 'node:stream/promises';
import { parseArgs } from 'node:util';
import { KrakenClient } from '@kraken-stream/client';
import { Simulator } from '@kraken-stream/simulator';

const HELP = `node examples/recorder.mjs [SYMBOL …] [--seconds N] [--file NAME] [--protocol v1|v2] [--kraken]

Records books, tickers and trades of the symbols (BTC/USD when none is given), secrets masked, one line an event.

  --seconds N    how long; 10 when left out
  --file NAME    where to; recorded.ndjson when left out, - for the standard output
  --protocol P   v2 when left out
  --kraken       records Kraken itself, in place of a local exchange in this process

Exit status: 0 recorded, 1 a symbol was refused or the file could not be written, 2 wrong arguments.`;

const { symbols, seconds, file, protocol, kraken: real } = readOptions();
const simulator = real ? undefined : new Simulator();
const kraken = new KrakenClient({ protocol, ...(simulator && { connect: simulator.connect }) });
kraken.on('error', ({ message }) => console.error(message)); // it goes on by itself
const recorder = kraken.record();

const books = symbols.map((symbol) => kraken.book(symbol, { depth: 25 }));
for (const book of books) book.on('refused', ({ error }) => end(error.message));
kraken.subscribeTicker(symbols);
kraken.subscribeTrades(symbols);

const ending = setTimeout(end, seconds * 1000);
process.once('SIGINT', () => end());
process.once('SIGTERM', () => end());

const out = file === '-' ? process.stdout : createWriteStream(file);
out.on('error', (error) => end(error.message));
let lines = 0;
for await (const line of recorder) {
  lines++;
  // A disk that is slow is waited for; what comes meanwhile is kept, up to 64 MiB of it.
  if (!out.write(`${line}\n`) && !recorder.stopped) await Promise.race([drained(), closed()]);
}
if (file !== '-' && !out.errored) await finished(out.end());
if (process.exitCode === undefined) {
  const proven = books.reduce((sum, { stats }) => sum + stats.verified, 0);
  console.error(`${lines} lines of ${symbols.join(', ')} in ${file}; ${proven} book frames proven on the way`);
}
await kraken.close();
await simulator?.close();

function drained() {
  return new Promise((resolve) => out.once('drain', resolve));
}

function closed() {
  return new Promise((resolve) => out.once('close', resolve));
}

function end(complaint) {
  clearTimeout(ending);
  if (complaint) {
    if (process.exitCode === undefined) console.error(complaint);
    process.exitCode = 1;
  }
  recorder.stop();
}

/** What was asked for. Ends the process when it was the help, or makes no sense. */
function readOptions() {
  try {
    const { values, positionals } = parseArgs({
      allowPositionals: true,
      options: {
        seconds: { type: 'string', default: '10' },
        file: { type: 'string', default: 'recorded.ndjson' },
        protocol: { type: 'string', default: 'v2' },
        kraken: { type: 'boolean', default: false },
        help: { type: 'boolean', short: 'h' },
      },
    });
    if (values.help) {
      console.log(HELP);
      process.exit(0);
    }
    const seconds = Number(values.seconds);
    if (!(seconds > 0)) throw new Error(`--seconds: expected a number above 0, received ${values.seconds}`);
    const { protocol, file } = values;
    if (protocol !== 'v1' && protocol !== 'v2') throw new Error(`--protocol: expected v1 or v2, received ${protocol}`);
    const symbols = positionals.length > 0 ? positionals : ['BTC/USD'];
    for (const symbol of symbols) {
      if (!/^\w+\/\w+$/.test(symbol)) throw new Error(`expected a symbol such as BTC/USD, received ${symbol}`);
    }
    return { symbols, seconds, file, protocol, kraken: values.kraken };
  } catch (error) {
    console.error(`recorder: ${error.message}\ntry node examples/recorder.mjs --help`);
    process.exit(2);
  }
}
