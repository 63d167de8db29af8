/**
 * Runs a client through what goes wrong, and says of what it told whether it was true: one fault in one channel, or a
 * script of many with all channels. Reads no clock but the world's.
 */
import { RECOVERY_MS, randomFaults, type ScriptedFault } from '@kraken-stream/simulator';
import { CHANNELS, type Column, type Scene } from './channels.js';
import type { Observed } from './observe.js';
import { Stimuli } from './stimuli.js';
import type { Aim, Variant } from './variants.js';
import { dice, type Protocol, World } from './world.js';

export interface Outcome {
  /** What was said that is not so, each once, with the second in which. */
  readonly lies: readonly string[];
  /** From when the exchange was healthy again to when everything was well, in milliseconds; undefined when never. */
  readonly recoveryMs: number | undefined;
}

/** The symbol that things happen to, and one whose market is thin. */
const SYMBOLS = ['BTC/USD', 'MINA/GBP'] as const;
const RATE = 12;
const LATENCY_MS = 20;
/** How finely it is looked at how things stand. */
const STEP_MS = 50;
/** Everything is live, when nothing is wrong. */
const START_MS = 3_000;
/** How long a fault is given to do what it does. */
const LASTS_MS = 6_000;
/** How long all may take to be well again. */
const BOUND_MS = 60_000;
/** The same after a status 429: ten minutes, and the jitter on top. */
const BANNED_BOUND_MS = 640_000;
/** And how long it is watched then. */
const CALM_MS = 4_000;
/** Candles are watched until one has closed that began when all was well. */
const NEXT_CANDLE_MS = 62_000;

/** How long giving everything up may take. */
const LEAVING_MS = 15_000;

class Run {
  readonly #lies = new Map<string, string>();
  readonly world: World;
  readonly scene: Scene;
  readonly stimuli: Stimuli;
  observed: Observed[] = [];
  #start: number;

  constructor(options: Omit<ConstructorParameters<typeof World>[0], 'complain'>, demands: Scene['demands']) {
    const complain = (who: string, lie: string) => this.complain(who, lie);
    this.world = new World({ ...options, complain: (lie) => complain('the wire', lie) });
    this.#start = this.world.clock.now();
    this.scene = { world: this.world, demands, complain };
    this.stimuli = new Stimuli(this.world);
    this.world.afterFrame = () => {
      for (const { watcher } of this.observed) watcher.afterFrame();
    };
  }

  complain(who: string, lie: string): void {
    const second = ((this.world.clock.now() - this.#start) / 1000).toFixed(2);
    if (!this.#lies.has(who + lie)) this.#lies.set(who + lie, `${second} s: ${who}: ${lie}`);
  }

  get lies(): string[] {
    return [...this.#lies.values()];
  }

  /** Lets time go by until all is well, at most so long. */
  async untilWell(boundMs: number): Promise<void> {
    await this.#watch(0, boundMs);
  }

  /**
   * Lets faults do what they do for `ms`; what has not happened by then, never will. Then lets time go by until all is
   * well, at most `boundMs`. How long that took from when the last of them was over; undefined when it never was.
   */
  async through(steps: readonly ScriptedFault[], ms: number, boundMs: number): Promise<number | undefined> {
    this.world.simulator.faults.script(steps);
    return this.#watch(ms, boundMs);
  }

  async #watch(ms: number, boundMs: number): Promise<number | undefined> {
    const { clock, simulator, wire } = this.world;
    const begun = clock.now();
    let healthy = begun;
    let recovered: number | undefined;
    for (let past = 0; past < ms || recovered === undefined; past = clock.now() - begun) {
      const bound = wire.banned ? Math.max(boundMs, BANNED_BOUND_MS) : boundMs;
      if (clock.now() - healthy >= bound && past >= ms) {
        const ill = this.observed.filter((each) => !each.isWell(healthy));
        for (const each of ill) {
          this.complain(each.name, `${each.state} without data ${bound / 1000} s after the exchange is healthy`);
        }
        return undefined;
      }
      await this.world.run(STEP_MS);
      if (clock.now() - begun >= ms) simulator.faults.clear();
      if (simulator.faults.pending.length > 0) healthy = clock.now();
      // It may look well for a while, before what is still on its way shows that it is not.
      if (!this.observed.every((each) => each.isWell(healthy))) recovered = undefined;
      else recovered ??= clock.now();
    }
    return recovered - healthy;
  }

  /** The exchange stands still; what was told last must be true, what is held must be wanted; then all is left. */
  async end(): Promise<void> {
    const { world } = this;
    await this.stimuli.stop();
    world.exchange.rest(world.clock.now() + 60_000);
    await world.run(4 * world.latencyMs + 10);
    for (const each of this.observed) each.end();
    const wanted = this.observed.flatMap((each) =>
      each.wanted === undefined || each.state === 'closed' ? [] : [each.wanted],
    );
    world.wire.compare(world.exchange.subscriptions, wanted);
    for (const each of this.observed) void each.leave();
    // Requests go out no faster than the exchange has asked for.
    const latest = world.clock.now() + LEAVING_MS;
    while (world.exchange.stats.subscriptions > 0 && world.clock.now() < latest) await world.run(STEP_MS);
    world.wire.compare(world.exchange.subscriptions, []);
  }
}

/** One fault in one channel. */
export async function matrixScenario(protocol: Protocol, variant: Variant, column: Column): Promise<Outcome> {
  const {
    first,
    script,
    blind = [],
    inexact = false,
    confined = false,
    lastsMs = LASTS_MS,
    boundMs = BOUND_MS,
  } = variant;
  const channel = CHANNELS[column];
  const whole = !blind.includes(column);
  const run = new Run(
    { protocol, seed: seedOf(`${variant.name} ${column}`), symbols: SYMBOLS, rate: RATE, latencyMs: LATENCY_MS },
    { whole, exact: !inexact },
  );
  await using world = run.world;
  const aim: Aim = { channel: channel.name, ...(channel.hasSymbols ? { symbol: SYMBOLS[0] } : undefined) };
  run.stimuli.start(column);
  for (const fault of first?.(aim) ?? []) world.simulator.faults.inject(fault);
  run.observed = (channel.hasSymbols ? SYMBOLS : SYMBOLS.slice(0, 1)).map((symbol) =>
    channel.subscribe(run.scene, symbol),
  );
  if (first === undefined) await run.untilWell(START_MS);
  const recoveryMs = await run.through(script?.(aim) ?? [], lastsMs, boundMs);
  const [, bystander] = run.observed;
  const dropped = script?.(aim).some(({ fault }) => fault.type === 'drop') === true;
  if (confined && bystander !== undefined && bystander.lapses > (dropped ? 1 : 0)) {
    run.complain(bystander.name, 'it lapsed, though nothing happened to it');
  }
  await calm(run, column === 'ohlc' ? NEXT_CANDLE_MS : CALM_MS, whole);
  return { lies: run.lies, recoveryMs };
}

/** What a script from a seed is run with. */
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
const SCRIPT_SYMBOLS = ['BTC/USD', 'ETH/USD', 'SHIB/USD', 'MINA/GBP'];
const SCRIPT_RATE = 4;
const SCRIPT_MS = 20_000;
/** Up to a minute until a book that failed is tried again, or a topic that stayed silent. */
const SCRIPT_BOUND_MS = 150_000;

/** Random faults in all channels at once, by the seed; in every third a user who comes and goes. */
export async function randomScenario(protocol: Protocol, seed: number): Promise<Outcome> {
  const draw = dice(seed);
  const from = (least: number, most: number) => least + Math.floor(draw() * (most - least + 1));
  const run = new Run(
    {
      protocol,
      seed,
      symbols: SCRIPT_SYMBOLS,
      rate: SCRIPT_RATE,
      latencyMs: from(1, 80),
      snapshotDelayMs: from(0, 1) * from(1, 120),
    },
    { whole: false, exact: true },
  );
  await using world = run.world;
  run.stimuli.start('instrument');
  run.stimuli.start('status');
  const ask = ([column, symbol]: (typeof SCRIPT)[number]) => CHANNELS[column].subscribe(run.scene, symbol);
  run.observed = SCRIPT.map(ask);
  if (seed % 2 === 0) await run.untilWell(START_MS);
  if (seed % 3 === 0) {
    run.stimuli.every(from(700, 2500), () => {
      const i = from(0, SCRIPT.length - 1);
      const comes = from(0, 1) === 1;
      const left = run.observed[i]!;
      void left.leave();
      // Whoever left hears nothing more.
      run.observed[i] = comes ? ask(SCRIPT[i]!) : left;
      if (!comes) world.clock.at(world.clock.now() + from(0, 900), () => again(i, left));
    });
  }
  const again = (i: number, left: Observed) => {
    if (run.observed[i] === left) run.observed[i] = ask(SCRIPT[i]!);
  };
  const script = randomFaults({
    seed,
    meanGapMs: from(300, 2000),
    symbols: SCRIPT_SYMBOLS,
    durationMs: SCRIPT_MS,
  });
  world.clock.at(world.clock.now() + SCRIPT_MS, () => run.stimuli.stopFidgeting());
  const recoveryMs = await run.through(script, SCRIPT_MS + RECOVERY_MS, SCRIPT_BOUND_MS);
  await calm(run, CALM_MS, false);
  return { lies: run.lies, recoveryMs };
}

/** All is well: it is watched a while longer, then held against the exchange. */
async function calm(run: Run, ms: number, whole: boolean): Promise<void> {
  await run.world.run(ms / 2);
  // Only what changes once more shows what was missed in silence.
  if (!whole) run.stimuli.renewInstruments();
  await run.world.run(ms / 2);
  await run.end();
}

/** A number that is always the same for a text. */
function seedOf(text: string): number {
  let seed = 7;
  for (const letter of text) seed = (Math.imul(seed, 31) + letter.charCodeAt(0)) >>> 0;
  return seed;
}
