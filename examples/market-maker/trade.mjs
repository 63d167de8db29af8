/**
 * Lets the market maker quote in real time: on a local exchange in this process, with an account that it gives away; or, when
 * asked to, on Kraken itself, with your account and your money.
 *
 *     npm run build -- --packages
 *     node examples/market-maker/trade.mjs
 */
import { parseArgs } from 'node:util';
import { KrakenClient } from '@kraken-stream/client';
import { krakenToken } from '@kraken-stream/client/token';
import { Simulator } from '@kraken-stream/simulator';
import { startMaker } from './maker.mjs';

const HELP = `node examples/market-maker/trade.mjs [SYMBOL] [--qty N] [--distance N] [--seconds N] [--kraken]

Quotes both sides of a book, BTC/USD when left out, prints its fills, and takes its orders back when it ends (Ctrl-C).

  --qty N        of each order, in base currency; 0.01 when left out
  --distance N   of its prices from the best ones, in price increments; 1 when left out
  --seconds N    ends after so long
  --kraken       trades on Kraken itself, with the key in KRAKEN_KEY and KRAKEN_SECRET: with real money

Exit status: 0 ended and no order is left, 1 the symbol is not traded, 2 wrong arguments.`;

const { symbol, qty, distance, seconds, kraken: real } = readOptions();
const accounts = [{ name: 'demo', balances: { BTC: '10', ETH: '100', USD: '1000000' } }];
const simulator = real ? undefined : new Simulator({ accounts });
const kraken = new KrakenClient(
  simulator
    ? { connect: simulator.connect, token: () => simulator.issueToken('demo') }
    : { token: krakenToken({ key: process.env.KRAKEN_KEY, secret: process.env.KRAKEN_SECRET }) },
);
kraken.on('error', (error) => console.error(error.message));

const pair = await pairOf(symbol);
if (pair === undefined) {
  console.error(`the exchange does not trade ${symbol}`);
  process.exitCode = 1;
  await close();
} else {
  const increment = Number(pair.priceIncrement);
  const maker = startMaker(kraken, {
    name: 'maker',
    symbol,
    base: pair.base,
    qty,
    least: 0,
    most: Number.POSITIVE_INFINITY,
    distance: distance * increment,
    tolerance: 2 * distance * increment,
    decimals: pair.pricePrecision,
    clock: { now: Date.now, at: later },
    log: (words) => console.error(words),
  });
  const fills = kraken.subscribeOwnTrades({ snapshot: false });
  fills.on('data', ({ data }) => {
    for (const { side, qty: filled, price } of data) console.log(`${side} ${filled} ${symbol} at ${price}`);
  });
  await ended();
  await maker.stop();
  console.log(`${maker.placed.size} orders placed, ${maker.fills.size} fills, ${maker.orders.orders.size} orders left`);
  await close();
}

async function pairOf(wanted) {
  for await (const event of kraken.subscribeInstruments()) {
    if (event.type !== 'gap') return event.data.pairs.find((each) => each.symbol === wanted);
  }
}

/** A timer by the time at which it goes off; returns how to call it off. */
function later(time, then) {
  const timer = setTimeout(then, Math.max(0, time - Date.now()));
  return () => clearTimeout(timer);
}

/** Resolves when the time is over, or the process is told to end. */
function ended() {
  return new Promise((resolve) => {
    const callOff = seconds === undefined ? undefined : later(Date.now() + seconds * 1000, resolve);
    const told = () => {
      callOff?.();
      resolve();
    };
    process.once('SIGINT', told);
    process.once('SIGTERM', told);
  });
}

async function close() {
  await kraken.close();
  await simulator?.close();
}

/** What was asked for. Ends the process when it was the help, or makes no sense. */
function readOptions() {
  try {
    const { values, positionals } = parseArgs({
      allowPositionals: true,
      options: {
        qty: { type: 'string', default: '0.01' },
        distance: { type: 'string', default: '1' },
        seconds: { type: 'string' },
        kraken: { type: 'boolean', default: false },
        help: { type: 'boolean', short: 'h' },
      },
    });
    if (values.help) {
      console.log(HELP);
      process.exit(0);
    }
    const [name = 'BTC/USD', ...more] = positionals;
    if (more.length > 0) throw new Error(`expected one symbol, received ${positionals.join(', ')}`);
    for (const option of ['qty', 'distance', 'seconds']) {
      const given = values[option];
      if (given !== undefined && !(Number(given) > 0)) {
        throw new Error(`--${option}: expected a number above 0, received ${given}`);
      }
    }
    if (values.kraken && !(process.env.KRAKEN_KEY && process.env.KRAKEN_SECRET)) {
      throw new Error('--kraken: expected a key in KRAKEN_KEY and its secret in KRAKEN_SECRET');
    }
    const { seconds } = values;
    return {
      symbol: name,
      qty: values.qty,
      distance: Number(values.distance),
      seconds: seconds && Number(seconds),
      kraken: values.kraken,
    };
  } catch (error) {
    console.error(`trade: ${error.message}\ntry node examples/market-maker/trade.mjs --help`);
    process.exit(2);
  }
}
