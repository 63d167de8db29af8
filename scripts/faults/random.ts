/**
 * Runs a client through a script of many faults from a seed, with all channels at once, and says of what it told whether
 * it was true. Reads no clock but the world's.
 */
import { type FaultType, RECOVERY_MS, randomFaults, type ScriptedFault } from '@kraken-stream/simulator';
import { CHANNELS, type Column } from './channels.js';
import type { Watched } from './observe.js';
import type { Protocol } from './protocol.js';
import { Run } from './run.js';
import { CALM_MS, type Outcome, START_MS } from './scenario.js';
import { dice } from './world.js';

/** What every script is run with. */
const SCRIPT: readonly (readonly [Column, string])[] = [
  ['book', 'BTC/USD'],
  ['trade', 'BTC/USD'],
  ['ohlc', 'BTC/USD'],
  ['ticker', 'BTC/USD'],
  ['book 100', 'ETH/USD'],
  ['spread', 'ETH/USD'],
  ['trade', 'ETH/USD'],
  ['ohlc', 'ETH/USD'],
  ['book', 'SHIB/USD'],
  ['book', 'MINA/GBP'],
  ['trade', 'MINA/GBP'],
  ['instrument', ''],
  ['status', ''],
];
/** And what every fourth is run with besides. */
const ACCOUNT: readonly (readonly [Column, string])[] = [
  ['executions', ''],
  ['open orders', ''],
  ['own trades', ''],
  ['balances', ''],
];
const SYMBOLS = ['BTC/USD', 'ETH/USD', 'SHIB/USD', 'MINA/GBP'];
const RATE = 4;
const SCRIPT_MS = 20_000;
/** Until something was traded in each market: on v1 nothing tells of what was before. */
const TRADED_MS = 60_000;
/** Up to a minute until a book that failed is tried again, or a topic that stayed silent. */
const BOUND_MS = 150_000;

/** What somebody is subscribed to, again and again. */
interface Place {
  readonly ask: () => readonly Watched[];
  observed: readonly Watched[];
}

/**
 * Random faults in all channels at once, by the seed; in every third a user who comes and goes, in every fourth one who
 * trades.
 */
export async function randomScenario(protocol: Protocol, seed: number): Promise<Outcome> {
  const from = drawing(dice(seed));
  const run = new Run(
    {
      protocol,
      seed,
      symbols: SYMBOLS,
      rate: RATE,
      latencyMs: from(1, 80),
      snapshotDelayMs: from(0, 1) * from(1, 120),
    },
    { whole: false, exact: true, overtaken: protocol === 'v1' },
  );
  await using world = run.world;
  run.stimuli.start('instrument');
  run.stimuli.start('status');
  const placed = ([column, symbol]: readonly [Column, string]): Place => {
    const ask = () => [CHANNELS[column].subscribe(run.scene, symbol)].flat();
    return { ask, observed: ask() };
  };
  const trades = seed % 4 === 0;
  const isThere = ([column]: readonly [Column, string]) => CHANNELS[column].protocols?.includes(protocol) ?? true;
  const places = SCRIPT.filter(isThere).map(placed);
  const own = trades ? ACCOUNT.filter(isThere).map(placed) : [];
  const all = [...places, ...own, ...(trades ? [placed(['trading', ''])] : [])];
  const look = () => {
    run.observed = all.flatMap(({ observed }) => observed);
  };
  look();
  if (seed % 2 === 0) await run.untilWell(protocol === 'v1' ? TRADED_MS : START_MS);

  const comeAndGo = (among: readonly Place[], between: Between) =>
    run.stimuli.every(between(700, 2500), () => {
      const place = among[between(0, among.length - 1)]!;
      const comes = between(0, 1) === 1;
      const left = place.observed;
      for (const each of left) void each.leave();
      // Whoever left hears nothing more.
      if (comes) place.observed = place.ask();
      else world.clock.at(world.clock.now() + between(0, 900), () => again(place, left));
      look();
    });
  const again = (place: Place, left: readonly Watched[]) => {
    if (place.observed === left) place.observed = place.ask();
    look();
  };
  if (seed % 3 === 0) comeAndGo(places, from);
  if (seed % 3 === 0 && trades) comeAndGo(own, drawing(dice(seed + 3)));

  const script = randomFaults({ seed, meanGapMs: from(300, 2000), symbols: SYMBOLS, durationMs: SCRIPT_MS });
  world.clock.at(world.clock.now() + SCRIPT_MS, () => run.stimuli.stopFidgeting());
  const recoveryMs = await run.through([...script, ...(trades ? accountFaults(seed) : [])], {
    lastsMs: SCRIPT_MS + RECOVERY_MS,
    boundMs: BOUND_MS,
  });
  await run.calm(CALM_MS, false);
  return { lies: run.lies, recoveryMs };
}

/** An integer from `least` to `most`. */
type Between = (least: number, most: number) => number;

function drawing(draw: () => number): Between {
  return (least, most) => least + Math.floor(draw() * (most - least + 1));
}

const OF_ACCOUNTS: readonly FaultType[] = [
  'delay-answer',
  'duplicate-answer',
  'lose-answer',
  'drop-on-request',
  'skip-sequence',
  'expire-token',
];

/** What goes wrong with accounts alone: beside the script of the seed, which stays as it is. */
function accountFaults(seed: number): readonly ScriptedFault[] {
  const script = randomFaults({
    seed: seed + 1000,
    meanGapMs: 250,
    symbols: SYMBOLS,
    durationMs: SCRIPT_MS,
    private: true,
  });
  return script.filter(({ fault }) => OF_ACCOUNTS.includes(fault.type) || ('channel' in fault && isOwn(fault.channel)));
}

function isOwn(channel: string | undefined): boolean {
  return channel === 'executions' || channel === 'balances';
}
