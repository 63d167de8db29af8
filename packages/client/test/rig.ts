/** A client and an exchange in memory, in virtual time; and what can happen to the machine that the client runs on. */
import {
  type ClientOptions,
  type Clock,
  type Connect,
  type Environment,
  type EnvironmentSignal,
  KrakenClient,
} from '@kraken-stream/client';
import { Simulator, type SimulatorOptions, VirtualClock } from '@kraken-stream/simulator';

export interface Rig extends AsyncDisposable {
  readonly clock: VirtualClock;
  readonly simulator: Simulator;
  readonly client: KrakenClient;
  /** What the client sent, as text. */
  readonly sent: string[];
  /** What the client told, as `event: detail`. */
  readonly told: string[];
}

export function createRig(
  client: ClientOptions = {},
  simulator: SimulatorOptions = {},
  clock: VirtualClock = new VirtualClock(),
): Rig {
  const exchange = new Simulator({
    seed: 1,
    rate: 20,
    symbols: ['BTC/USD', 'ETH/USD', 'MINA/GBP'],
    clock,
    ...simulator,
  });
  const sent: string[] = [];
  const told: string[] = [];
  const kraken = new KrakenClient({
    endpoints: { public: 'memory://exchange/v2' },
    clock,
    random: () => 0.5,
    ...client,
    connect: (url, events) => {
      const link = (client.connect ?? exchange.connect)(url, events);
      return {
        send: (text) => {
          sent.push(text);
          link.send(text);
        },
        close: (code, reason) => link.close(code, reason),
      };
    },
  });
  kraken.on('connection', ({ state }) => told.push(`connection: ${state}`));
  kraken.on('error', ({ name }) => told.push(`error: ${name}`));
  kraken.on('gap', ({ symbol, reason }) => told.push(`gap: ${symbol} ${reason}`));
  return {
    clock,
    simulator: exchange,
    client: kraken,
    sent,
    told,
    async [Symbol.asyncDispose]() {
      await kraken.close();
      await exchange.close();
    },
  };
}

/** The same time on a clock that is so many milliseconds ahead. */
export function ahead(clock: Clock, ms: number): Clock {
  return { now: () => clock.now() + ms, at: (at, callback) => clock.at(at - ms, callback) };
}

export interface Machine {
  readonly clock: Clock;
  /** What comes while the machine does nothing is told when it goes on. */
  through(connect: Connect): Connect;
  /** From now on no timer runs and no frame is handled. */
  stop(): void;
  /** All that waited happens at once: frames first, or timers first, as the platform likes. */
  goOn(first: 'frames' | 'timers'): void;
}

/** A machine that can sleep, or be busy: time goes by and nothing happens on it. */
export function createMachine(clock: Clock): Machine {
  let stopped = false;
  const late = { frames: [] as (() => void)[], timers: [] as (() => void)[] };
  const when = (kind: keyof typeof late, run: () => void) => {
    if (stopped) late[kind].push(run);
    else run();
  };
  return {
    clock: {
      now: () => clock.now(),
      at: (at, callback) => {
        let wanted = true;
        const callOff = clock.at(at, () =>
          when('timers', () => {
            if (wanted) callback();
          }),
        );
        return () => {
          wanted = false;
          callOff();
        };
      },
    },
    through: (connect) => (url, events) =>
      connect(url, {
        opened: () => when('frames', () => events.opened()),
        received: (text) => when('frames', () => events.received(text)),
        closed: (code, reason, failure) => when('frames', () => events.closed(code, reason, failure)),
      }),
    stop() {
      stopped = true;
    },
    goOn(first) {
      stopped = false;
      const order = first === 'frames' ? (['frames', 'timers'] as const) : (['timers', 'frames'] as const);
      for (const kind of order) for (const run of late[kind].splice(0)) run();
    },
  };
}

/** A platform that tells what it is told to tell. */
export function createEnvironment(online = true): Environment & {
  tell(signal: EnvironmentSignal): void;
  readonly listeners: number;
} {
  const listeners = new Set<(signal: EnvironmentSignal) => void>();
  let isOnline = online;
  return {
    get online() {
      return isOnline;
    },
    watch(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    tell(signal) {
      if (signal === 'online' || signal === 'offline') isOnline = signal === 'online';
      for (const listener of listeners) listener(signal);
    },
    get listeners() {
      return listeners.size;
    },
  };
}
