/**
 * Tickers, trades and candles of a local exchange that cuts the connection every second: what is missed is made good, and
 * the count shows that no trade was lost or told twice.
 *
 *     npm run build -- --packages
 *     node examples/market.mjs [SECONDS]
 */
import { KrakenClient } from '@kraken-stream/client';
import { startServer } from '@kraken-stream/simulator/node';

const HELP = `node examples/market.mjs [SECONDS]

Follows a market for so many seconds, 5 when left out, on a local exchange that cuts the connection each second. Exit
status: 0 no trade is untold, 1 one is, 2 a wrong argument.`;

const [given = '5'] = process.argv.slice(2);
const seconds = Number(given);
if (!(seconds > 0)) {
  console.log(HELP);
  process.exit(given === '--help' ? 0 : 2);
}
const server = await startServer({ seed: 7, rate: 100, symbols: ['BTC/USD'] });
const kraken = new KrakenClient({ endpoints: { public: server.url }, reconnect: { baseMs: 50 } });
const ticker = kraken.subscribeTicker('BTC/USD', { eventTrigger: 'bbo', buffer: 'latest' });
const trades = kraken.subscribeTrades('BTC/USD');
const candles = kraken.subscribeOhlc('BTC/USD', { interval: 1 });

let latest;
let candle;
const ids = [];
let missed = 0;
ticker.on('data', ({ data }) => (latest = data));
candles.on('data', ({ data }) => (candle = data.at(-1)));
trades.on('data', ({ data }) => ids.push(...data.map(({ tradeId }) => tradeId)));
trades.on('gap', (gap) => (missed += gap.missed ?? 0));
await Promise.all([ticker.ready, trades.ready, candles.ready]);

for (let second = 0; second < seconds; second++) {
  await sleep(900);
  console.log(`bid ${latest.bid}  ask ${latest.ask}  last ${latest.last}  minute ${candle.open} to ${candle.close}`);
  server.simulator.faults.inject({ type: 'drop' });
  await sleep(100);
}

// The market stands still for a minute; what is on its way arrives.
server.simulator.exchange.rest(Date.now() + 60_000);
do await sleep(500);
while (trades.state !== 'live');
const last = server.simulator.exchange.trades('BTC/USD').at(-1).tradeId;
const whole = ids.length === new Set(ids).size && last - ids[0] + 1 === ids.length + missed;
const drops = kraken.connections[0].timeline.filter(({ state }) => state === 'closed').length;
console.log(
  `${ids.length} trades, ${missed} missed, over ${drops} lost connections: ${whole ? 'none untold' : 'WRONG'}`,
);
if (!whole) process.exitCode = 1;

await kraken.close();
await server.close();

function sleep(ms) {
  return new Promise((resolve) => setTimeout(resolve, ms));
}
