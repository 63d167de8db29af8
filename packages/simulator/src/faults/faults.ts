/**
 * What goes wrong, on purpose: now, later, by a script, at random. Every frame goes through a `Passage` on its way out,
 * every attempt to connect through the `Gate`; requests are asked for here on their way in. Knows no protocol.
 */
import { KnownSymbols, UsageError } from '@kraken-stream/core';
import type { Random } from '../random.js';
import { DEFAULTS, type DropFault, type Fault, type LastingFault, type ScriptedFault } from './fault.js';
import { Gate } from './gate.js';
import { Ledger } from './ledger.js';
import { Maintenance, type MaintenanceHost } from './maintenance.js';
import { type Line, Passage } from './passage.js';
import { type ChaosOptions, chaos } from './random.js';
import { readFault } from './read.js';
import { describeFault } from './words.js';

/** What faults need of the exchange. */
export interface FaultHost extends MaintenanceHost {
  /** All that is traded there. */
  symbols(): readonly string[];
  /** No token issued so far is valid any more. */
  expireTokens(): void;
}

/** Something that has yet to happen, or is happening. */
export interface PendingFault {
  /** With what is left of its count and its time. */
  readonly fault: Fault;
  /** Milliseconds until it begins; 0 when it has. */
  readonly inMs: number;
  /** All of it in words. */
  readonly text: string;
}

interface Scheduled {
  readonly fault: Fault;
  readonly at: number;
  readonly cancel: () => void;
}

/** Who closes for maintenance says so. */
const GOING_AWAY = 1001;

/** What goes wrong on the local exchange, and when. */
export class Faults {
  /** Where attempts to connect arrive. */
  readonly gate: Gate;
  readonly #host: FaultHost;
  readonly #random: Random;
  readonly #ledger: Ledger;
  readonly #maintenance: Maintenance;
  readonly #passages = new Set<Passage>();
  readonly #scheduled = new Set<Scheduled>();

  constructor(host: FaultHost, random: Random) {
    this.#host = host;
    this.#random = random;
    this.#ledger = new Ledger(() => host.now());
    this.#maintenance = new Maintenance(host);
    this.gate = new Gate(this.#ledger, this.#maintenance, (at, run) => host.at(at, run));
  }

  /** All that has yet to happen: what is at work with what is left of it, then what is set for later. */
  get pending(): readonly PendingFault[] {
    const now = this.#host.now();
    const maintenance = this.#maintenance.pending;
    return [
      ...(maintenance === undefined ? [] : [pending(maintenance, 0)]),
      ...this.#ledger.entries.map(({ fault, left, until }) => pending(rest(fault, left, until - now), 0)),
      ...[...this.#scheduled].map(({ fault, at }) => pending(fault, at - now)),
    ];
  }

  /**
   * Makes something go wrong: now, or at a time in milliseconds since 1970.
   * Throws `UsageError` for what is no fault, for values out of range, and for a symbol that is not traded here.
   */
  inject(fault: Fault, at?: number): void {
    const understood = readFault(fault);
    // Whether subscribing to what there is not is refused in other words can be seen; of it there are no frames.
    const { type } = understood;
    if ('symbol' in understood && type !== 'refuse-symbol') this.#checkSymbol(`${type}: symbol`, understood.symbol);
    if (at === undefined || at <= this.#host.now()) this.#begin(understood);
    else this.#schedule(understood, at, () => this.#begin(understood));
  }

  /** Sets all of a script for later, its times counted from now. Throws `UsageError` as `inject` does. */
  script(steps: readonly ScriptedFault[]): void {
    const now = this.#host.now();
    for (const { fault, atMs } of steps) this.inject(fault, now + atMs);
  }

  /** Random faults for ever, or until `clear`: one is set for later at a time. Throws `UsageError` as `inject` does. */
  chaos(options: ChaosOptions): void {
    for (const symbol of options.symbols) this.#checkSymbol('symbols', symbol);
    const start = this.#host.now();
    const steps = chaos(options);
    const next = (): void => {
      const { fault, atMs } = steps.next().value;
      this.#schedule(fault, start + atMs, () => {
        this.#begin(fault);
        next();
      });
    };
    next();
  }

  /** Everything goes right again: what was set for later is taken back, what was held back is sent. */
  clear(): void {
    for (const { cancel } of this.#scheduled) cancel();
    this.#scheduled.clear();
    this.#ledger.clear();
    this.#maintenance.stop();
    for (const passage of this.#passages) passage.release();
    this.gate.release();
  }

  /** A new connection's way out. */
  join(line: Line): Passage {
    const passage = new Passage(line, this.#ledger, this.#random, () => this.#host.now());
    this.#passages.add(passage);
    return passage;
  }

  /** A connection is over. */
  leave(passage: Passage): void {
    this.#passages.delete(passage);
  }

  /** Why subscribing to a symbol is refused, if it is. `usual` are the words where a fault has none of its own. */
  refusesSymbol(connection: string, channel: string, symbol: string, usual: string): string | undefined {
    const refused = this.#ledger.take('refuse-symbol', { connection, channel, symbol });
    return refused && (refused.fault.error ?? usual);
  }

  /** Whether a request is one too many; and if so, whether it is answered as in older days. */
  refusesRequest(connection: string): { readonly legacy: boolean } | undefined {
    const refused = this.#ledger.take('msg-rate', { connection });
    return refused && { legacy: refused.fault.legacy ?? DEFAULTS.legacy };
  }

  /** Whether a request about orders costs its connection; and if so, whether it is carried out. */
  dropsRequest(connection: string, method: string): { readonly carriedOut: boolean } | undefined {
    const drops = this.#ledger.take('drop-on-request', { connection, method });
    return drops && { carriedOut: drops.fault.carriedOut ?? DEFAULTS.carriedOut };
  }

  /** What waits for frames of a symbol that has none would wait for ever. */
  #checkSymbol(what: string, symbol: string | undefined): void {
    const traded = this.#host.symbols();
    if (symbol === undefined || traded.includes(symbol)) return;
    const near = new KnownSymbols(traded).nearest(symbol);
    const hint = near === undefined ? 'open the exchange with this symbol as well' : `did you mean '${near}'?`;
    throw new UsageError(
      'symbol',
      `${what}: expected one that is traded here (${traded.join(', ')}), received '${symbol}'; ${hint}`,
    );
  }

  #begin(fault: Fault): void {
    if (fault.type === 'drop') {
      this.#drop(fault);
    } else if (fault.type === 'maintenance') {
      this.#maintenance.start(fault);
      if (fault.drop === true) this.#drop({ type: 'drop', code: GOING_AWAY });
    } else if (fault.type === 'expire-token') {
      this.#host.expireTokens();
    } else {
      this.#ledger.add(fault);
    }
  }

  #drop({ code = DEFAULTS.code, reason = '', connection }: DropFault): void {
    for (const { line } of [...this.#passages]) {
      if (connection === undefined || connection === line.id) line.close(code, reason);
    }
  }

  #schedule(fault: Fault, at: number, run: () => void): void {
    const cancel = this.#host.at(at, () => {
      this.#scheduled.delete(scheduled);
      run();
    });
    const scheduled: Scheduled = { fault, at, cancel };
    this.#scheduled.add(scheduled);
  }
}

function pending(fault: Fault, inMs: number): PendingFault {
  return { fault, inMs, text: describeFault(fault, inMs) };
}

/** What is left of a fault at work. */
function rest(fault: LastingFault, left: number, ms: number): Fault {
  const counted = left !== Infinity || 'count' in fault;
  return { ...fault, ...(counted ? { count: left } : undefined), ...(ms === Infinity ? undefined : { ms }) };
}
