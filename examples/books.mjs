/**
 * Keeps three order books on the local exchange, prints the best bid and ask of each once a second, and last the proof:
 * how many frames were checked against the exchange's checksum, and that each book is the exchange's own.
 *
 *     npm run build -- --packages
 *     node examples/books.mjs [SECONDS]
 */
import { KrakenClient } from '@kraken-stream/client';
import { startServer } from '@kraken-stream/simulator/node';

const HELP = `node examples/books.mjs [SECONDS]

Keeps three books for so many seconds, 5 when left out, on a local exchange, and proves them. Exit status: 0 all are the
exchange's own, 1 one is not, 2 a wrong argument.`;

const [given = '5'] = process.argv.slice(2);
const seconds = Number(given);
if (!(seconds > 0)) {
  console.log(HELP);
  process.exit(given === '--help' ? 0 : 2);
}
const server = await startServer({ seed: 7, rate: 200 });
const kraken = new KrakenClient({ endpoints: { public: server.url } });
const books = ['BTC/USD', 'ETH/USD', 'DOGE/USD'].map((symbol) => kraken.book(symbol, { depth: 25 }));
await Promise.all(books.map((book) => book.ready));

for (let second = 0; second < seconds; second++) {
  await sleep(1000);
  for (const { symbol, bids, asks, spread } of books) {
    console.log(`${symbol.padEnd(9)} bid ${bids.best?.price}  ask ${asks.best?.price}  spread ${spread}`);
  }
}

// The market stands still for a minute; what is on its way arrives.
server.simulator.exchange.rest(Date.now() + 60_000);
await sleep(200);
for (const { symbol, depth, bids, asks, stats } of books) {
  const truth = server.simulator.exchange.book(symbol, depth);
  const same = JSON.stringify([bids.levels(), asks.levels()]) === JSON.stringify([truth.bids, truth.asks]);
  const verdict = same ? "equal to the exchange's own book" : "NOT the exchange's own book";
  console.log(`${symbol.padEnd(9)} ${stats.verified} frames verified, ${stats.mismatched} mismatched, ${verdict}`);
  if (!same) process.exitCode = 1;
}

await kraken.close();
await server.close();

function sleep(ms) {
  return new Promise((resolve) => setTimeout(resolve, ms));
}
