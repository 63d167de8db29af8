/**
 * A session with the other end played by hand: collects what the session asks for, and writes the exchange's frames.
 */
import {
  type BookDepth,
  type BookTopic,
  bookChecksum,
  type Codec,
  type LevelText,
  type Output,
  type Request,
  type ServerMessage,
  Session,
  type SessionEvent,
  type SessionOptions,
  type TokenAnswer,
  type Topic,
  v2,
  type Wish,
} from '@kraken-stream/core';

export const TIMES = { timeIn: '2026-08-01T02:53:53.184174Z', timeOut: '2026-08-01T02:53:53.184216Z' };

export const book = (symbol: string, depth: BookDepth = 10): BookTopic => ({ channel: 'book', symbol, depth });

export const BIDS: LevelText[] = [
  { price: '99.9', qty: '1.00000000' },
  { price: '99.8', qty: '2.00000000' },
];
export const ASKS: LevelText[] = [
  { price: '100.1', qty: '3.00000000' },
  { price: '100.2', qty: '4.00000000' },
];

/** A topic's state, a hole in words, or data. */
export type Told = string | Record<string, unknown>;

export class Rig {
  readonly session: Session;
  readonly codec: Codec;
  now = 1_000_000;
  /** When the session wants to be woken. */
  wakeAt = Number.POSITIVE_INFINITY;
  /** Everything since the last `take…`. */
  requests: Request[] = [];
  events: SessionEvent[] = [];
  connects = 0;
  authorizes = 0;
  disconnects: string[] = [];

  constructor(options: Partial<SessionOptions> = {}, codec: Codec = v2) {
    this.codec = codec;
    this.session = new Session(codec, { random: () => 0.5, ...options });
  }

  asks(wish: Wish): this {
    this.#collect(this.session.asked(wish, this.now));
    return this;
  }

  want(...topics: Topic[]): this {
    return this.asks({ type: 'want', topics });
  }

  leave(...topics: Topic[]): this {
    return this.asks({ type: 'leave', topics });
  }

  close(): this {
    return this.asks({ type: 'close' });
  }

  opened(): this {
    this.#collect(this.session.opened(this.now));
    return this;
  }

  /** What came of the token that was asked for. */
  authorized(answer: TokenAnswer): this {
    this.#collect(this.session.authorized(answer, this.now));
    return this;
  }

  /** The connection is lost, and the next one opens. */
  reopened(): this {
    this.closed().untilConnect();
    return this.opened();
  }

  closed(code = 1006, reason = '', status?: number): this {
    this.#collect(this.session.closed(code, reason, this.now, status));
    return this;
  }

  text(text: string): this {
    this.#collect(this.session.received(text, this.now));
    return this;
  }

  says(message: ServerMessage): this {
    return this.text(this.codec.encode(message));
  }

  /** Acknowledges the latest request, for all its symbols or some. */
  acknowledges(request: Request, symbols?: readonly string[]): this {
    if (request.method === 'ping') return this.says({ type: 'pong', reqId: request.reqId, ...TIMES });
    if (!('channel' in request)) throw new Error(`no subscription: ${request.method}`);
    const type = request.method === 'subscribe' ? 'subscribed' : 'unsubscribed';
    const all = 'symbols' in request ? request.symbols : [undefined];
    const part = 'part' in request ? request.part : undefined;
    for (const symbol of symbols ?? all) {
      this.says({ type, reqId: request.reqId, result: { channel: request.channel, part, symbol }, ...TIMES });
    }
    return this;
  }

  refuses(request: Request, error: string, symbol?: string, method: string = request.method): this {
    return this.says({ type: 'refused', method, error, reqId: request.reqId, symbol, ...TIMES });
  }

  snapshot(symbol: string, wrong = 0): this {
    const checksum = (bookChecksum(ASKS, BIDS) ^ wrong) >>> 0;
    return this.says({ type: 'book', snapshot: true, symbol, bids: BIDS, asks: ASKS, checksum });
  }

  /** An update of the best bid's quantity. */
  update(symbol: string, qty: string, wrong = 0): this {
    const bids = [{ price: '99.9', qty }];
    const checksum = (bookChecksum(ASKS, [bids[0]!, BIDS[1]!]) ^ wrong) >>> 0;
    return this.says({ type: 'book', snapshot: false, symbol, bids, asks: [], checksum });
  }

  /** Lets time go by, waking the session whenever it asked for it. */
  wait(ms: number): this {
    const until = this.now + ms;
    let atOnce = 0;
    while (this.wakeAt <= until) {
      atOnce = this.wakeAt > this.now ? 0 : atOnce + 1;
      if (atOnce > 100) throw new Error('the session wants to be woken at the same moment for ever');
      this.now = Math.max(this.now, this.wakeAt);
      this.wakeAt = Number.POSITIVE_INFINITY;
      this.#collect(this.session.woken(this.now));
    }
    this.now = until;
    return this;
  }

  /** Lets time go by in which this side does nothing: it was busy, or the machine slept. Then wakes the session once. */
  oversleep(ms: number): this {
    this.now += ms;
    this.wakeAt = Number.POSITIVE_INFINITY;
    this.#collect(this.session.woken(this.now));
    return this;
  }

  /** Lets time go by with a sign of life each second. */
  lives(ms: number): this {
    const until = this.now + ms;
    while (this.now < until) this.wait(Math.min(1000, until - this.now)).says({ type: 'heartbeat' });
    return this;
  }

  /** Lets time go by until the session sends something; how long that took. */
  untilRequest(): number {
    return this.#until(() => this.requests.length > 0);
  }

  /** Lets time go by until the session connects; how long that took. */
  untilConnect(): number {
    const before = this.connects;
    return this.#until(() => this.connects > before);
  }

  #until(reached: () => boolean): number {
    const from = this.now;
    while (!reached()) {
      if (this.wakeAt === Number.POSITIVE_INFINITY) throw new Error('the session waits for nothing');
      this.wait(Math.max(0, this.wakeAt - this.now));
    }
    return this.now - from;
  }

  /** The end of a turn: what was asked for at once is done. */
  turn(): this {
    return this.wait(0);
  }

  takeRequests(): Request[] {
    return this.requests.splice(0);
  }

  takeRequest(): Request {
    const requests = this.takeRequests();
    if (requests.length !== 1) throw new Error(`${requests.length} requests: ${JSON.stringify(requests)}`);
    return requests[0]!;
  }

  /** How often a token was asked for since the last time. */
  takeAuthorizes(): number {
    const { authorizes } = this;
    this.authorizes = 0;
    return authorizes;
  }

  takeEvents(): SessionEvent[] {
    return this.events.splice(0);
  }

  /** What was told of topics: states, holes and data, with their topics left out. */
  takeTold(): Told[] {
    return this.takeEvents().flatMap((event): Told[] => {
      if (event.type === 'topic') return [event.state];
      if (event.type === 'gap') return [event.missed === undefined ? `gap: ${event.reason}` : `gap of ${event.missed}`];
      return event.type === 'data' ? [{ [event.snapshot ? 'snapshot' : 'update']: event.data }] : [];
    });
  }

  /** What the session has asked for, as short as can be: `+ trade BTC/USD ETH/USD`. */
  takeAsked(): string[] {
    return this.takeRequests().map((request) => {
      if (!('channel' in request)) return request.method;
      const symbols = 'symbols' in request ? request.symbols : [];
      return [request.method === 'subscribe' ? '+' : '-', request.channel, ...symbols].join(' ');
    });
  }

  /** Acknowledges all that has been asked for. */
  acknowledgesAll(): this {
    for (const request of this.takeRequests()) this.acknowledges(request);
    return this;
  }

  state(topic: BookTopic): string | undefined {
    return this.session.held(topic)?.keeper?.state;
  }

  /** Topics that are acknowledged. */
  static acknowledged(topics: readonly Topic[], options: Partial<SessionOptions> = {}, codec: Codec = v2): Rig {
    const rig = new Rig(options, codec)
      .want(...topics)
      .opened()
      .acknowledgesAll();
    rig.takeEvents();
    return rig;
  }

  /** A book that is live. */
  static live(symbols: readonly string[] = ['BTC/USD'], options: Partial<SessionOptions> = {}): Rig {
    const rig = new Rig(options).want(...symbols.map((symbol) => book(symbol))).opened();
    rig.acknowledges(rig.takeRequest());
    for (const symbol of symbols) rig.snapshot(symbol);
    rig.takeEvents();
    return rig;
  }

  #collect(outputs: readonly Output[]): void {
    for (const output of outputs) {
      if (output.type === 'send') this.requests.push(this.codec.decodeRequest(output.text) as Request);
      // A book event is one object that is filled anew: keep a copy.
      else if (output.type === 'event') this.events.push({ ...output.event });
      else if (output.type === 'wake') this.wakeAt = output.at;
      else if (output.type === 'connect') this.connects++;
      else if (output.type === 'authorize') this.authorizes++;
      else if (output.type === 'disconnect') this.disconnects.push(output.reason);
    }
  }
}
