/**
 * The exchange's end of the port: an engine with an account to trade with. What it has to say is said in one message for
 * each of its ticks. Knows nothing of pages.
 */
import type { Link } from '@kraken-stream/client';
import { CATALOGUE, demoAccount, Simulator } from '@kraken-stream/simulator';
import type { FromExchange, ToExchange } from './exchange-port.js';

/** As over a network: an answer takes a while, and the real exchange's snapshots come 50 ms and more behind it. */
const DELAYS = { ackDelayMs: 40, snapshotDelayMs: 160 };
/** As many as the deepest book shows. */
const LEVELS = 1000;
/** How often it is told what is broken, while something is. */
const PENDING_MS = 250;

export class ExchangeHost {
  readonly #port: MessagePort;
  readonly #simulator: Simulator;
  readonly #links = new Map<number, Link>();
  readonly #calls = new Map<number, AbortController>();
  #said: FromExchange[] = [];
  #telling: ReturnType<typeof setTimeout> | undefined;

  /** `rate`: market events a second in each book. */
  constructor(port: MessagePort, rate: number) {
    const { assets } = new Simulator({ symbols: CATALOGUE.map(({ pair }) => pair.symbol) }).exchange;
    this.#simulator = new Simulator({ rate, levels: LEVELS, ...DELAYS, accounts: [demoAccount(assets)] });
    this.#port = port;
    port.onmessage = ({ data }: MessageEvent<ToExchange>) => this.#hear(data);
  }

  /** Ends it where no worker does that has it to itself. */
  async close(): Promise<void> {
    this.#port.close();
    clearTimeout(this.#telling);
    await this.#simulator.close();
  }

  #hear(asked: ToExchange): void {
    switch (asked.type) {
      case 'connect':
        this.#connect(asked.id, asked.url);
        break;
      case 'send':
        this.#links.get(asked.id)?.send(asked.text);
        break;
      case 'hang-up':
        this.#links.get(asked.id)?.close(asked.code, asked.reason);
        break;
      case 'fetch':
        void this.#call(asked.id, asked.url);
        break;
      case 'abort':
        this.#calls.get(asked.id)?.abort();
        break;
      case 'token':
        this.#say({ type: 'answered', id: asked.id, status: 200, text: this.#simulator.issueToken('demo') });
        break;
      case 'inject':
        this.#simulator.faults.inject(asked.fault);
        this.#tellPending();
        break;
      case 'mend':
        this.#simulator.faults.clear();
        this.#tellPending();
        break;
    }
  }

  #connect(id: number, url: string): void {
    const link = this.#simulator.connect(url, {
      opened: () => this.#say({ type: 'opened', id }),
      received: (text) => this.#say({ type: 'received', id, text }),
      closed: (code, reason, failure) => {
        this.#links.delete(id);
        this.#say({ type: 'closed', id, code, reason, failure });
      },
    });
    this.#links.set(id, link);
  }

  async #call(id: number, url: string): Promise<void> {
    const aborting = new AbortController();
    this.#calls.set(id, aborting);
    try {
      const response = await this.#simulator.fetch(url, { signal: aborting.signal });
      this.#say({ type: 'answered', id, status: response.status, text: await response.text() });
    } catch (error) {
      this.#say({ type: 'unanswered', id, message: error instanceof Error ? error.message : String(error) });
    } finally {
      this.#calls.delete(id);
    }
  }

  #tellPending(): void {
    clearTimeout(this.#telling);
    const faults = this.#simulator.faults.pending;
    this.#say({ type: 'pending', faults });
    if (faults.length > 0) this.#telling = setTimeout(() => this.#tellPending(), PENDING_MS);
  }

  /** What is said within one task goes in one message: many small ones would cost the page more than what is in them. */
  #say(told: FromExchange): void {
    if (this.#said.push(told) > 1) return;
    queueMicrotask(() => {
      const said = this.#said;
      this.#said = [];
      this.#port.postMessage(said);
    });
  }
}
