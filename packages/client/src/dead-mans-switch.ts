/**
 * Has the exchange cancel all orders when nothing is heard of this program any more: arms its timer, and arms it again
 * long before it ends. Knows no connection: one that is lost shows in calls that fail. All times are by the client's clock.
 */
import { type KrakenStreamError, type Rejected, show, TimeoutError, wrong } from '@kraken-stream/core';
import { checkFields } from './checks.js';
import { Emitter } from './emitter.js';
import type { Pending, TimerOutcome } from './outcome.js';
import type { Trading } from './trading.js';
import type { Workings } from './workings.js';

/** What a dead man’s switch tells. */
export interface DeadMansSwitchEvents {
  /** The exchange has taken it: until then (milliseconds since 1970, at the earliest) nothing is canceled. */
  armed: { readonly until: number; readonly triggerTime: string | undefined };
  /** It could not be armed (which is tried again at once) or disarmed. `until`: for how long it may be armed yet. */
  failed: { readonly outcome: Rejected | Pending; readonly until: number | undefined };
}

const METHOD = 'cancel_all_orders_after';
/** Of the timer, until it is armed again. */
const PART = 1 / 3;
/** After a failure that came at once. */
const RETRY_MS = 1000;

/** An integer from 5 to 86,399. */
export function checkSeconds(options: { readonly seconds: number }): number {
  checkFields('options', options, ['seconds']);
  const { seconds } = options;
  if (Number.isInteger(seconds) && seconds >= 5 && seconds <= 86_399) return seconds;
  throw wrong('seconds', 'an integer from 5 to 86399, such as 60', show(seconds));
}

/**
 * Has the exchange cancel all orders when nothing is heard of this program any more: `KrakenClient.deadMansSwitch` makes it.
 * https://docs.kraken.com/api/docs/websocket-v2/cancel_after
 */
export class DeadMansSwitch implements AsyncDisposable {
  readonly #workings: Workings;
  readonly #trading: Trading;
  readonly #ended: (ended: DeadMansSwitch) => void;
  readonly #seconds: number;
  readonly #emitter: Emitter<DeadMansSwitchEvents>;
  readonly #aborting = new AbortController();
  #until: number | undefined;
  #callOff: () => void = () => {};
  #callOffShout: () => void = () => {};
  #disarmed: Promise<TimerOutcome> | undefined;

  /** For the client. */
  constructor(seconds: number, workings: Workings, trading: Trading, ended: (ended: DeadMansSwitch) => void) {
    this.#seconds = seconds;
    this.#workings = workings;
    this.#trading = trading;
    this.#ended = ended;
    this.#emitter = new Emitter(['armed', 'failed'], workings.report);
    this.#awaitEnd();
    void this.#arm();
  }

  /**
   * For how long it is armed, in milliseconds since 1970: by then, or soon after, the exchange cancels all orders unless it
   * is armed again. Undefined before it is armed for the first time, and when it is disarmed.
   */
  get armedUntil(): number | undefined {
    return this.#disarmed === undefined ? this.#until : undefined;
  }

  /** Calls back with each event of a kind from now on. */
  on<E extends keyof DeadMansSwitchEvents>(event: E, listener: (payload: DeadMansSwitchEvents[E]) => void): this {
    this.#emitter.on(event, listener);
    return this;
  }

  /** Calls back with the next event of a kind. */
  once<E extends keyof DeadMansSwitchEvents>(event: E, listener: (payload: DeadMansSwitchEvents[E]) => void): this {
    this.#emitter.once(event, listener);
    return this;
  }

  /** Ends what `on` or `once` began. */
  off<E extends keyof DeadMansSwitchEvents>(event: E, listener: (payload: DeadMansSwitchEvents[E]) => void): this {
    this.#emitter.off(event, listener);
    return this;
  }

  /**
   * Switches it off. Unless the outcome is `accepted` the exchange may cancel all orders yet. Harmless when repeated.
   * Rejects with a `UsageError` when the client was closed before.
   */
  disarm(): Promise<TimerOutcome> {
    if (this.#disarmed === undefined) {
      this.stop();
      this.#disarmed = this.#disarm();
    }
    return this.#disarmed;
  }

  /** Switches it off; not when its client was closed before, which has left it as it was. */
  async [Symbol.asyncDispose](): Promise<void> {
    await this.disarm().catch(() => {});
  }

  /** For the client: it ends, and what is armed stays so. */
  stop(): void {
    this.#callOff();
    this.#callOffShout();
    // One that waits to be sent must not arm it again.
    this.#aborting.abort();
    this.#ended(this);
  }

  async #disarm(): Promise<TimerOutcome> {
    const outcome = await this.#trading.cancelAllAfter(0, {});
    if (outcome.status !== 'accepted') this.#emitter.emit('failed', { outcome, until: this.#until });
    return outcome;
  }

  async #arm(): Promise<void> {
    const { clock, session } = this.#workings.made;
    const at = clock.now();
    const periodMs = this.#seconds * 1000;
    const { signal } = this.#aborting;
    const timeoutMs = Math.min(session.requestTimeoutMs, Math.floor(periodMs * PART));
    const outcome = await this.#trading
      .cancelAllAfter(this.#seconds, { signal, timeoutMs })
      .catch((error: KrakenStreamError): Rejected => ({ status: 'rejected', error, sent: false }));
    // It was stopped, or the client is closed.
    if (signal.aborted) return;
    if (outcome.status === 'accepted') {
      // By the exchange it ends later: it began when the request came.
      this.#until = at + periodMs;
      this.#awaitEnd();
      this.#callOff = clock.at(at + periodMs * PART, () => void this.#arm());
      this.#emitter.emit('armed', { until: this.#until, triggerTime: outcome.triggerTime });
    } else {
      this.#callOff = clock.at(clock.now() + Math.min(RETRY_MS, periodMs * PART), () => void this.#arm());
      this.#emitter.emit('failed', { outcome, until: this.#until });
    }
  }

  /** Shouts when it is not armed, or not armed again, in time. */
  #awaitEnd(): void {
    this.#callOffShout();
    const { made, emitter } = this.#workings;
    const afterMs = this.#seconds * 1000;
    const [missed, until] =
      this.#until === undefined
        ? ['the dead man’s switch was not armed', made.clock.now() + afterMs]
        : ['the dead man’s switch was not armed again, and the exchange cancels all orders', this.#until];
    const error = new TimeoutError(METHOD, afterMs, missed);
    this.#callOffShout = made.clock.at(until, () => emitter.emit('error', error));
  }
}
