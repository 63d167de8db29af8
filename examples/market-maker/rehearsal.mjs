/**
 * Lets the market maker trade on a local exchange for an hour of virtual time, while everything goes wrong that can: lost
 * connections, lost answers, answers that come twice, dead tokens, maintenance. In the end what it believes of its orders,
 * fills and balances is held against what the exchange knows.
 *
 *     npm run build -- --packages
 *     node examples/market-maker/rehearsal.mjs [MINUTES] [SEED]
 */
import { KrakenClient } from '@kraken-stream/client';
import { Simulator, VirtualClock } from '@kraken-stream/simulator';
import { startMaker } from './maker.mjs';

const HELP = `node examples/market-maker/rehearsal.mjs [MINUTES] [SEED]

Rehearses for so many minutes of virtual time, 60 when left out; the same seed, 1 when left out, means the same hour. Exit
status: 0 all that is believed is true, 1 something is not, 2 a wrong argument.`;

const [minutes = 60, seed = 1] = process.argv.slice(2).map(Number);
if (!(minutes > 0) || !Number.isInteger(seed)) {
  console.log(HELP);
  process.exit(process.argv[2] === '--help' ? 0 : 2);
}
const symbol = 'BTC/USD';
const clock = new VirtualClock(Date.UTC(2026, 0, 1, 9));
const simulator = new Simulator({
  clock,
  seed,
  symbols: [symbol],
  rate: 10,
  latencyMs: 20,
  accounts: [{ name: 'maker', balances: { BTC: '10', USD: '1000000' }, tier: 'pro' }],
});
const { broker } = simulator.exchange;
const account = broker.find('maker');

/** What the exchange knows: how often each client id was placed, which orders traded, every fill. */
const placed = new Map();
const traded = new Set();
const fills = new Map();
account.listen({
  executed(report) {
    if (report.execType === 'pending_new') placed.set(report.clOrdId, (placed.get(report.clOrdId) ?? 0) + 1);
    if (report.execType !== 'trade') return;
    fills.set(report.execId, report);
    traded.add(report.clOrdId);
  },
  ledger() {},
});

const kraken = new KrakenClient({
  endpoints: { public: 'memory://exchange/v2', private: 'memory://exchange/auth/v2' },
  connect: simulator.connect,
  token: () => simulator.issueToken('maker'),
  clock,
  // The same seed, the same hour.
  random: dice(seed),
});
let lost = 0;
kraken.on('connection', ({ state }) => {
  if (state === 'closed') lost++;
});

simulator.faults.chaos({ seed, meanGapMs: 5_000, symbols: [symbol], private: true });
/** What the market maker complained about, and how often. */
const complaints = new Map();
const maker = startMaker(kraken, {
  name: 'maker',
  symbol,
  base: 'BTC',
  qty: '0.01',
  least: 9.8,
  most: 10.2,
  distance: 0.5,
  tolerance: 2,
  decimals: 1,
  clock,
  log: (words) => complaints.set(words, (complaints.get(words) ?? 0) + 1),
});
for (let minute = 1; minute <= minutes; minute++) {
  await clock.run(60_000);
  if (minute % 10 === 0) console.log(`${minute} min: ${fills.size} fills, ${lost} lost connections`);
}

simulator.faults.clear();
let done = false;
const stopping = maker.stop().then(() => {
  done = true;
});
for (let second = 0; second < 900 && !done; second++) await clock.run(1000);
await stopping;
// The market stands still, and what is on its way arrives.
simulator.exchange.rest(clock.now() + 3_600_000);
await clock.run(30_000);

const wrong = [];
const compare = (what, believed, true_) => {
  if (JSON.stringify(believed) !== JSON.stringify(true_))
    wrong.push(`${what}: ${JSON.stringify(believed)}, not ${JSON.stringify(true_)}`);
};
compare(
  'open orders',
  [...maker.orders.orders.keys()],
  account.openOrders().map(({ orderId }) => orderId),
);
const told = ({ execId, orderId, lastQty, lastPrice, cost, fees }) => [execId, orderId, lastQty, lastPrice, cost, fees];
const seen = ({ execId, orderId, qty, price, cost, fees }) => [execId, orderId, qty, price, cost, fees];
const byId = ([a], [b]) => (a < b ? -1 : 1);
compare('fills', [...maker.fills.values()].map(seen).sort(byId), [...fills.values()].map(told).sort(byId));
compare(
  'balances',
  [...maker.balances.balances.values()].map(({ asset, balance }) => [asset, balance]).sort(byId),
  account
    .balances()
    .map(({ asset, balance }) => [asset, balance])
    .sort(byId),
);
// What came and went unseen, canceled by the dead man's switch before it traded, is told as absent.
const placedUntraded = [...maker.absent].filter((id) => placed.has(id) && !traded.has(id));
compare('orders placed', [...maker.placed, ...placedUntraded].sort(), [...placed.keys()].sort());
const twice = [...placed].filter(([, times]) => times > 1);
compare('orders placed twice', twice, []);

console.log(
  `requests: ${Object.entries(maker.outcomes)
    .map(([what, times]) => `${times} ${what}`)
    .join(', ')}`,
);
console.log(
  `balances: ${account
    .balances()
    .map(({ asset, balance }) => `${balance} ${asset}`)
    .join(', ')}`,
);
for (const [words, times] of complaints) console.log(`${times} times: ${words}`);
for (const line of wrong) console.log(`WRONG ${line.slice(0, 500)}`);
console.log(
  `${minutes} min, ${placed.size} orders, ${fills.size} fills, ${lost} lost connections: ` +
    (wrong.length === 0 ? 'all that is believed is true' : `${wrong.length} WRONG`),
);
if (wrong.length > 0) process.exitCode = 1;

await kraken.close();
await simulator.close();

/** From 0 to below 1, evenly. */
function dice(seed) {
  let state = seed;
  return () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return state / 2 ** 32;
  };
}
