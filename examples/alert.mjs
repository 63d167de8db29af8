/**
 * Says when the spread of a book gets wider than so many basis points, and when it is narrow again. What is not proven is
 * not judged: while a book is not live, that is what is said.
 *
 *     npm run build -- --packages
 *     node examples/alert.mjs BTC/USD --bp 1
 */
import { parseArgs } from 'node:util';
import { KrakenClient } from '@kraken-stream/client';
import { Simulator } from '@kraken-stream/simulator';

const HELP = `node examples/alert.mjs [SYMBOL …] [--bp N] [--seconds N] [--kraken]

Prints a line, and rings the bell of a terminal, when the spread of a symbol gets wider than N basis points (hundredths of
a percent) of its middle price; another when it is narrow again. Ctrl-C ends it.

  --bp N        from 0; 2 when left out
  --seconds N   ends after so long
  --kraken      looks at Kraken itself, in place of a local exchange in this process

Exit status: 0 ended, 1 a symbol was refused, 2 wrong arguments.`;

const { symbols, bp: limit, seconds, kraken: real } = readOptions();
const simulator = real ? undefined : new Simulator();
const kraken = new KrakenClient(simulator ? { connect: simulator.connect } : {});
kraken.on('error', ({ message }) => console.error(message)); // it goes on by itself

let ended = false;
for (const symbol of symbols) {
  const book = kraken.book(symbol, { depth: 10 });
  let told;
  const look = () => {
    if (ended) return;
    const now = book.state === 'live' ? judge(book) : { verdict: book.state, words: `is ${book.state}` };
    if (now === undefined || now.verdict === told) return;
    told = now.verdict;
    console.log(`${new Date().toISOString()} ${symbol} ${now.words}`);
    if (now.verdict === 'wide' && process.stdout.isTTY) process.stdout.write('\x07');
  };
  book.on('update', look);
  book.on('state', look);
  book.on('refused', ({ error }) => end(error.message));
}

const ending = seconds && setTimeout(end, seconds * 1000);
process.once('SIGINT', () => end());
process.once('SIGTERM', () => end());

/** Undefined while a side of the book is empty. */
function judge({ spread, mid }) {
  if (spread === undefined || mid === undefined) return undefined;
  // Comparing may go through a double; what is printed is the exchange's own text.
  const bp = (Number(spread) / Number(mid)) * 10_000;
  const verdict = bp > limit ? 'wide' : 'narrow';
  return { verdict, words: `is ${verdict}: spread ${spread}, ${bp.toFixed(2)} bp` };
}

async function end(complaint) {
  ended = true;
  clearTimeout(ending);
  if (complaint) {
    console.error(complaint);
    process.exitCode = 1;
  }
  await kraken.close();
  await simulator?.close();
}

/** What was asked for. Ends the process when it was the help, or makes no sense. */
function readOptions() {
  try {
    const { values, positionals } = parseArgs({
      allowPositionals: true,
      options: {
        bp: { type: 'string', default: '2' },
        seconds: { type: 'string' },
        kraken: { type: 'boolean', default: false },
        help: { type: 'boolean', short: 'h' },
      },
    });
    if (values.help) {
      console.log(HELP);
      process.exit(0);
    }
    const bp = Number(values.bp);
    if (values.bp === '' || !(bp >= 0)) throw new Error(`--bp: expected a number from 0, received ${values.bp}`);
    const seconds = values.seconds && Number(values.seconds);
    if (seconds !== undefined && !(seconds > 0)) {
      throw new Error(`--seconds: expected a number above 0, received ${values.seconds}`);
    }
    const symbols = positionals.length > 0 ? positionals : ['BTC/USD'];
    for (const symbol of symbols) {
      if (!/^\w+\/\w+$/.test(symbol)) throw new Error(`expected a symbol such as BTC/USD, received ${symbol}`);
    }
    return { symbols, bp, seconds, kraken: values.kraken };
  } catch (error) {
    console.error(`alert: ${error.message}\ntry node examples/alert.mjs --help`);
    process.exit(2);
  }
}
