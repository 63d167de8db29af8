/**
 * What every connection has: a way out that faults watch over, heartbeats, an end when it idles. Knows nothing of
 * channels.
 */
import type { ServerMessage } from '@kraken-stream/core';
import { Frame } from '../frame.js';
import type { Host, Sink } from './host.js';

const HEARTBEAT = new Frame({ type: 'heartbeat' });

export class Connection {
  readonly #host: Host;
  readonly #sink: Sink;
  readonly #ended: () => void;
  readonly #cancels = new Set<() => void>();
  #open = true;
  #beating = false;
  #lastRequest: number;

  /** `ended` is called once, when the connection is over, whoever ended it. */
  constructor(host: Host, sink: Sink, ended: () => void) {
    this.#host = host;
    this.#sink = sink;
    this.#ended = ended;
    this.#lastRequest = host.micros;
    this.#watchIdle(host.times.idleMs);
  }

  get open(): boolean {
    return this.#open;
  }

  send(message: ServerMessage): void {
    this.sendFrame(new Frame(message));
  }

  sendFrame(frame: Frame): void {
    if (!this.#open) return;
    const passed = this.#host.faults.pass(frame);
    if (passed !== undefined) this.#sink.send(passed.text);
  }

  /** Runs something after so many milliseconds, unless the connection is over by then. */
  after(ms: number, run: () => void): void {
    if (ms <= 0) {
      run();
      return;
    }
    const cancel = this.#host.after(ms, () => {
      this.#cancels.delete(cancel);
      run();
    });
    this.#cancels.add(cancel);
  }

  /** A request came: the connection is not idle. */
  touch(): void {
    this.#lastRequest = this.#host.micros;
  }

  /** Heartbeats from now on, whatever else is sent. */
  beat(): void {
    if (this.#beating) return;
    this.#beating = true;
    const again = (): void => {
      this.after(this.#host.times.heartbeatMs, () => {
        this.sendFrame(HEARTBEAT);
        again();
      });
    };
    again();
  }

  /** Ends the connection from this side. */
  close(code: number, reason: string): void {
    if (!this.#open) return;
    this.end();
    this.#sink.close(code, reason);
  }

  /** The connection is over. */
  end(): void {
    if (!this.#open) return;
    this.#open = false;
    for (const cancel of this.#cancels) cancel();
    this.#cancels.clear();
    this.#ended();
  }

  #watchIdle(ms: number): void {
    this.after(ms, () => {
      const left = this.#host.times.idleMs - (this.#host.micros - this.#lastRequest) / 1000;
      // Idle connections end without a close frame.
      if (left <= 0) this.close(1006, '');
      else this.#watchIdle(left);
    });
  }
}
