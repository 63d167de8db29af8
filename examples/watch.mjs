/**
 * Watches order books in a terminal: tables that are drawn anew in their place, or, where the output is no terminal, a
 * line a book every second. A book is shown only while it is proven.
 *
 *     npm run build -- --packages
 *     node examples/watch.mjs
 */
import { parseArgs } from 'node:util';
import { KrakenClient } from '@kraken-stream/client';
import { Simulator } from '@kraken-stream/simulator';

const HELP = `node examples/watch.mjs [SYMBOL …] [--levels N] [--seconds N] [--kraken]

Watches the order books of symbols such as BTC/USD; of BTC/USD and ETH/USD when none is named. Ctrl-C ends it.

  --levels N    levels of each side, from 1 to 10; 5 when left out
  --seconds N   ends after so long
  --kraken      the books of Kraken itself, in place of a local exchange in this process`;

const { symbols, levels, seconds, kraken: real } = readOptions();
const simulator = real ? undefined : new Simulator();
const kraken = new KrakenClient(simulator ? { connect: simulator.connect } : {});
const books = symbols.map((symbol) => kraken.book(symbol, { depth: 10 }));
for (const book of books) book.on('refused', ({ error }) => end(error.message));

const isTerminal = process.stdout.isTTY === true;
if (!isTerminal) kraken.on('error', ({ message }) => console.error(message)); // it goes on by itself
if (isTerminal) process.stdout.write('\x1b[?1049h\x1b[?25l'); // another screen, no cursor
const drawing = setInterval(isTerminal ? draw : list, isTerminal ? 100 : 1000);
const ending = seconds && setTimeout(end, seconds * 1000);
process.once('SIGINT', () => end());
process.once('SIGTERM', () => end());

async function end(complaint) {
  clearInterval(drawing);
  clearTimeout(ending);
  if (isTerminal) process.stdout.write('\x1b[?25h\x1b[?1049l');
  if (complaint) {
    console.error(complaint);
    process.exitCode = 1;
  }
  await kraken.close();
  await simulator?.close();
}

/** The whole screen, in place of the last one: nothing flickers, as nothing is erased before. */
function draw() {
  const roundTrip = kraken.connections[0]?.roundTripMs;
  const lines = [
    bold(`${real ? 'Kraken' : 'a local exchange'}: ${kraken.connection}`) +
      dim(roundTrip === undefined ? '' : `  ${Math.round(roundTrip)} ms`),
    ...books.flatMap((book) => ['', ...table(book)]),
    '',
    dim('Ctrl-C ends'),
  ];
  const { rows = 24 } = process.stdout;
  process.stdout.write(`\x1b[H${lines.slice(0, rows - 1).join('\x1b[K\n')}\x1b[K\x1b[J`);
}

function table({ symbol, state, bids, asks, spread, stats }) {
  const title = `${bold(symbol)}  ${state}  ${dim(`spread ${spread ?? '–'}, ${stats.verified} frames proven`)}`;
  const rows = Array.from({ length: levels }, (_, rank) => {
    const [bid, ask] = [bids.at(rank), asks.at(rank)];
    const left = `${dim((bid?.qty ?? '').padStart(18))} ${green((bid?.price ?? '').padStart(12))}`;
    return `${left}  ${red((ask?.price ?? '').padEnd(12))} ${dim(ask?.qty ?? '')}`;
  });
  return [title, ...rows];
}

function list() {
  for (const { symbol, state, bids, asks, spread } of books) {
    const prices = state === 'live' ? `  bid ${bids.best?.price}  ask ${asks.best?.price}  spread ${spread}` : '';
    console.log(`${symbol.padEnd(9)} ${state}${prices}`);
  }
}

function styled(code, text) {
  return process.env.NO_COLOR ? text : `\x1b[${code}m${text}\x1b[0m`;
}
function bold(text) {
  return styled(1, text);
}
function dim(text) {
  return styled(2, text);
}
function green(text) {
  return styled(32, text);
}
function red(text) {
  return styled(31, text);
}

/** What was asked for. Ends the process when it was the help, or makes no sense. */
function readOptions() {
  try {
    const { values, positionals } = parseArgs({
      allowPositionals: true,
      options: {
        levels: { type: 'string', default: '5' },
        seconds: { type: 'string' },
        kraken: { type: 'boolean', default: false },
        help: { type: 'boolean', short: 'h' },
      },
    });
    if (values.help) {
      console.log(HELP);
      process.exit(0);
    }
    const levels = Number(values.levels);
    if (!(Number.isInteger(levels) && levels >= 1 && levels <= 10)) {
      throw new Error(`--levels: expected a whole number from 1 to 10, received ${values.levels}`);
    }
    const seconds = values.seconds && Number(values.seconds);
    if (seconds !== undefined && !(seconds > 0)) {
      throw new Error(`--seconds: expected a number above 0, received ${values.seconds}`);
    }
    const symbols = positionals.length > 0 ? positionals : ['BTC/USD', 'ETH/USD'];
    for (const symbol of symbols) {
      if (!/^\w+\/\w+$/.test(symbol)) throw new Error(`expected a symbol such as BTC/USD, received ${symbol}`);
    }
    return { symbols, levels, seconds, kraken: values.kraken };
  } catch (error) {
    console.error(`watch: ${error.message}\ntry node examples/watch.mjs --help`);
    process.exit(2);
  }
}
