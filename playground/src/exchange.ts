/**
 * The exchange of this page: it can be connected to, broken and traded on. It runs in a worker, so that the page has its
 * thread for itself; this is the page's end of it. Knows nothing of clients.
 */
import type { ClientOptions, ConnectFailure, LinkEvents } from '@kraken-stream/client';
import { type Fault, type PendingFault, readFault } from '@kraken-stream/simulator';
import type { FromExchange, ToExchange } from './exchange-port.js';
import worker from './exchange-worker.ts?worker&url';
import { ownScript } from './own-script.js';
import { Turns } from './turns.js';

interface Call {
  answered(status: number, text: string): void;
  unanswered(message: string): void;
}

const GONE = 'the exchange in this page is closed';

export class LocalExchange {
  readonly #port: MessagePort;
  readonly #end: () => void;
  readonly #turns = new Turns<FromExchange>((told) => this.#hear(told));
  readonly #links = new Map<number, LinkEvents>();
  readonly #calls = new Map<number, Call>();
  #pending: readonly PendingFault[] = [];
  #ids = 0;
  /** Why there is nobody at the other end any more. */
  #gone: string | undefined;

  /** `port` has an `ExchangeHost` at its other end; `end` is called when it is done with. */
  constructor(port: MessagePort, end: () => void) {
    this.#port = port;
    this.#end = end;
    port.onmessage = ({ data }: MessageEvent<FromExchange[]>) => this.#turns.add(data);
  }

  /** Starts one in a worker. `rate`: market events a second in each book. */
  static start(rate: number): LocalExchange {
    const { port1, port2 } = new MessageChannel();
    const engine = new Worker(ownScript(worker), { type: 'module', name: 'exchange' });
    engine.postMessage(rate, [port2]);
    const exchange = new LocalExchange(port1, () => engine.terminate());
    engine.onerror = ({ message }) => exchange.#fail(message || 'the worker of the exchange could not be started');
    return exchange;
  }

  /** As `Simulator.connect`. */
  readonly connect: NonNullable<ClientOptions['connect']> = (url, events) => {
    const id = ++this.#ids;
    this.#links.set(id, events);
    if (this.#gone === undefined) this.#say({ type: 'connect', id, url });
    else queueMicrotask(() => this.#fail());
    return {
      send: (text) => this.#say({ type: 'send', id, text }),
      close: (code, reason) => this.#say({ type: 'hang-up', id, code, reason }),
    };
  };

  /** As `Simulator.fetch`. */
  readonly fetch: NonNullable<ClientOptions['fetch']> = async (url, { signal }) => {
    signal.throwIfAborted();
    const { id, answer } = this.#call();
    const abort = (): void => this.#say({ type: 'abort', id });
    signal.addEventListener('abort', abort, { once: true });
    this.#say({ type: 'fetch', id, url });
    try {
      const { status, text } = await answer;
      return { ok: status < 400, status, text: async () => text };
    } finally {
      signal.removeEventListener('abort', abort);
    }
  };

  /** Makes something go wrong. Throws a `UsageError` for what is no fault. */
  inject(fault: Fault): void {
    this.#say({ type: 'inject', fault: readFault(fault) });
  }

  /** Everything goes right again. */
  mend(): void {
    this.#say({ type: 'mend' });
  }

  /** What is broken, as far as it is known here. */
  get pending(): readonly PendingFault[] {
    return this.#pending;
  }

  /** A token for the account `demo`. */
  async token(): Promise<string> {
    const { id, answer } = this.#call();
    this.#say({ type: 'token', id });
    return (await answer).text;
  }

  /** Ends it, and all connections to it. */
  async close(): Promise<void> {
    await Promise.resolve();
    this.#fail();
    this.#turns.close();
    this.#port.close();
    this.#end();
  }

  #say(asked: ToExchange): void {
    this.#port.postMessage(asked);
  }

  #call(): { id: number; answer: Promise<{ status: number; text: string }> } {
    if (this.#gone !== undefined) throw new TypeError(this.#gone);
    const id = ++this.#ids;
    const answer = new Promise<{ status: number; text: string }>((resolve, reject) => {
      this.#calls.set(id, {
        answered: (status, text) => resolve({ status, text }),
        unanswered: (message) => reject(new TypeError(message)),
      });
    });
    return { id, answer };
  }

  #hear(told: FromExchange): void {
    switch (told.type) {
      case 'opened':
        this.#links.get(told.id)?.opened();
        break;
      case 'received':
        this.#links.get(told.id)?.received(told.text);
        break;
      case 'closed':
        this.#closed(told.id, told.code, told.reason, told.failure);
        break;
      case 'answered':
        this.#take(told.id)?.answered(told.status, told.text);
        break;
      case 'unanswered':
        this.#take(told.id)?.unanswered(told.message);
        break;
      case 'pending':
        this.#pending = told.faults;
        break;
    }
  }

  #closed(id: number, code: number, reason: string, failure?: ConnectFailure): void {
    const events = this.#links.get(id);
    this.#links.delete(id);
    events?.closed(code, reason, failure);
  }

  #take(id: number): Call | undefined {
    const call = this.#calls.get(id);
    this.#calls.delete(id);
    return call;
  }

  /** Nothing more comes from there: all that wait are told. */
  #fail(message = this.#gone ?? GONE): void {
    this.#gone = message;
    for (const id of [...this.#links.keys()]) this.#closed(id, 1006, '', { message });
    for (const id of [...this.#calls.keys()]) this.#take(id)?.unanswered(message);
  }
}
