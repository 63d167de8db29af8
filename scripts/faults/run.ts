/**
 * One world from its beginning to its end: what is subscribed in it, when all is well, what of it was a lie. Knows
 * neither which fault nor which channel.
 */
import type { Fault, HeldSubscription, ScriptedFault } from '@kraken-stream/simulator';
import type { Watched } from './observe.js';
import type { Scene } from './scene.js';
import { Stimuli } from './stimuli.js';
import { dice, World } from './world.js';

/** How finely it is looked at how things stand. */
const STEP_MS = 50;
/** At most so long after a status 429 all is well: ten minutes, and the jitter on top. */
const BANNED_BOUND_MS = 640_000;
/** How long giving everything up may take. */
const LEAVING_MS = 15_000;
/** How long it may take, when nobody asks for anything more, until all is told. */
const QUIET_MS = 40_000;
/** And so long the markets stand still. */
const REST_MS = 120_000;

export interface Limits {
  /** How long faults are given to do what they do; what has not happened by then, never will. */
  readonly lastsMs: number;
  /** At most so long after the exchange is healthy again all is well. */
  readonly boundMs: number;
  /** At most so long after the faults began, which do not end by themselves. */
  readonly withinMs?: number | undefined;
}

export class Run {
  readonly #lies = new Map<string, string>();
  readonly #injected = new Set<string>();
  readonly world: World;
  readonly scene: Scene;
  readonly stimuli: Stimuli;
  observed: Watched[] = [];
  /** Faults of which nothing had happened when their time was over. */
  leftOver: readonly Fault[] = [];
  #start: number;

  constructor(options: Omit<ConstructorParameters<typeof World>[0], 'complain'>, demands: Scene['demands']) {
    const complain = (who: string, lie: string) => this.complain(who, lie);
    this.world = new World({ ...options, complain: (lie) => complain('the wire', lie) });
    this.#start = this.world.clock.now();
    const { seed } = options;
    this.stimuli = new Stimuli(this.world, dice(seed + 1));
    this.scene = { world: this.world, stimuli: this.stimuli, seed, demands, complain };
    this.world.afterFrame = () => {
      for (const each of this.observed) each.afterFrame();
    };
  }

  complain(who: string, lie: string): void {
    const second = ((this.world.clock.now() - this.#start) / 1000).toFixed(2);
    if (!this.#lies.has(who + lie)) this.#lies.set(who + lie, `${second} s: ${who}: ${lie}`);
  }

  get lies(): string[] {
    return [...this.#lies.values()];
  }

  /** Something is wrong from now on. */
  inject(fault: Fault): void {
    this.#set(fault);
    this.world.simulator.faults.inject(fault);
  }

  /** Remembers it as it is while nothing of it has happened. */
  #set(fault: Fault): void {
    const untouched = 'ms' in fault && !('count' in fault) ? fault : { count: 1, ...fault };
    this.#injected.add(JSON.stringify({ ...fault, ...untouched }));
  }

  /** Lets time go by until all is well, at most so long. */
  async untilWell(boundMs: number): Promise<void> {
    await this.through([], { lastsMs: 0, boundMs });
  }

  /**
   * Lets faults happen, and time go by until all is well. How long that took from when the last of them was over;
   * undefined when it took too long.
   */
  async through(steps: readonly ScriptedFault[], limits: Limits): Promise<number | undefined> {
    const { clock, simulator } = this.world;
    const { lastsMs, boundMs, withinMs } = limits;
    for (const { fault } of steps) this.#set(fault);
    simulator.faults.script(steps);
    const begun = clock.now();
    let healthy = begun;
    let recovered: number | undefined;
    for (let past = 0; past < lastsMs || recovered === undefined; past = clock.now() - begun) {
      const bound = withinMs ?? (this.world.banned ? Math.max(boundMs, BANNED_BOUND_MS) : boundMs);
      if (clock.now() - healthy >= bound && past >= lastsMs) {
        this.#complainOfIll(healthy, bound);
        return undefined;
      }
      await this.world.run(STEP_MS);
      if (clock.now() - begun >= lastsMs) this.#clear();
      if (withinMs === undefined && simulator.faults.pending.length > 0) healthy = clock.now();
      // It may look well for a while, before what is still on its way shows that it is not.
      if (!this.observed.every((each) => each.isWell(healthy))) recovered = undefined;
      else recovered ??= clock.now();
    }
    if (withinMs !== undefined && recovered - healthy > withinMs) {
      this.complain('all', `well after ${recovered - healthy} ms, ${withinMs} are enough`);
    }
    return recovered - healthy;
  }

  #clear(): void {
    const { faults } = this.world.simulator;
    const left = faults.pending.map(({ fault }) => fault);
    this.leftOver = [...this.leftOver, ...left.filter((fault) => this.#injected.has(JSON.stringify(fault)))];
    faults.clear();
  }

  #complainOfIll(healthy: number, ms: number): void {
    for (const each of this.observed.filter((other) => !other.isWell(healthy))) {
      this.complain(each.name, `${each.state} without data ${ms / 1000} s after the exchange is healthy`);
    }
  }

  /** All is well: it is watched a while longer, then held against the exchange. */
  async calm(ms: number, whole: boolean): Promise<void> {
    await this.world.run(ms / 2);
    // Only what changes once more shows what was missed in silence.
    if (!whole) this.stimuli.renewInstruments();
    await this.world.run(ms / 2);
    await this.#end();
  }

  /** The exchange stands still; what was told last must be true, what is held must be wanted; then all is left. */
  async #end(): Promise<void> {
    const { world } = this;
    await this.stimuli.stop();
    world.exchange.rest(world.clock.now() + REST_MS);
    const end = world.clock.now() + QUIET_MS;
    while (this.observed.some(({ isBusy }) => isBusy) && world.clock.now() < end) await world.run(STEP_MS);
    await this.#untilQuiet(end);
    for (const each of this.observed) each.end();
    const { wires } = world;
    const wanted = this.observed.flatMap((each) => (each.state === 'closed' ? [] : each.wanted));
    const remains = this.observed.flatMap((each) => each.remains);
    wires.public.compare(world.exchange.subscriptions, once([...wanted, ...remains]));
    for (const each of this.observed) void each.leave();
    // Requests go out no faster than the exchange has asked for.
    const latest = world.clock.now() + LEAVING_MS;
    while (world.exchange.stats.subscriptions > once(remains).length && world.clock.now() < latest) {
      await world.run(STEP_MS);
    }
    wires.public.compare(world.exchange.subscriptions, once(remains));
  }

  /** Until what happened last has had the time to arrive. An order may still have its time. */
  async #untilQuiet(end: number): Promise<void> {
    const { world } = this;
    const arrivalMs = 4 * world.latencyMs + 10;
    let frames = -1;
    while (frames !== world.account.openOrders().length && world.clock.now() < end) {
      frames = world.account.openOrders().length;
      await world.run(arrivalMs);
    }
  }
}

/** Each once: a topic is asked for once, however many want it. */
function once(held: readonly HeldSubscription[]): HeldSubscription[] {
  return [...new Map(held.map((each) => [JSON.stringify(each), each])).values()];
}
