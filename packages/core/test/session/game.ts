/** A session and its exchange, with a line between them that can do harm. */
import { type Request, type SessionEvent, type Topic, topicKey } from '@kraken-stream/core';
import { expect } from 'vitest';
import { Exchange } from './exchange.js';
import { Rig } from './rig.js';

export class Game {
  readonly rig: Rig;
  readonly exchange = new Exchange();
  readonly events: SessionEvent[] = [];
  /** Why the exchange does not look at the next requests. */
  refuses: string | undefined;
  /** How many of the next requests never reach the exchange. */
  misses = 0;
  /** What the session was told that the exchange holds. */
  readonly #acknowledged = new Set<string>();

  constructor(random: () => number) {
    this.rig = new Rig({ random, budget: { take: (now) => now } });
  }

  /** Does something to the session, and carries out what it asks for. */
  do(act: (rig: Rig) => unknown): void {
    const before = this.rig.disconnects.length;
    act(this.rig);
    const events = this.rig.takeEvents();
    this.events.push(...events);
    for (const event of events) {
      if (event.type === 'acknowledged') this.#acknowledged.add(this.#placeOf(event.topic));
      if (event.type === 'connection' && event.state !== 'live' && event.state !== 'stale') this.#acknowledged.clear();
    }
    for (const request of this.rig.takeRequests()) this.#take(request);
    if (this.rig.disconnects.length > before) this.do((rig) => rig.closed(1000, rig.disconnects.at(-1)));
  }

  open(): void {
    if (this.rig.session.state === 'connecting') this.exchange.connect();
    this.do((rig) => rig.opened());
  }

  cut(): void {
    this.exchange.connect();
    this.do((rig) => rig.closed(1006));
  }

  deliver(): void {
    const frame = this.exchange.frames.shift();
    if (frame !== undefined) this.do((rig) => rig.text(frame));
  }

  /** Lets all go well until nothing more happens, for a minute each time. */
  rest(): void {
    this.refuses = undefined;
    this.misses = 0;
    for (let n = 0; n < 120; n++) {
      if (this.rig.session.state === 'connecting') this.open();
      while (this.exchange.frames.length > 0) this.deliver();
      this.do((rig) => rig.says({ type: 'heartbeat' }));
      this.do((rig) => rig.wait(500));
    }
  }

  /** A book of any depth and a ticker of any trigger have one place. */
  #placeOf(topic: Topic): string {
    return topic.channel === 'ohlc' ? topicKey(topic) : `${topic.channel} ${'symbol' in topic ? topic.symbol : ''}`;
  }

  #take(request: Request): void {
    if ('channel' in request) {
      for (const symbol of 'symbols' in request ? request.symbols : ['']) {
        const key = request.channel === 'ohlc' ? `ohlc ${request.interval} ${symbol}` : `${request.channel} ${symbol}`;
        if (request.method === 'unsubscribe') this.#acknowledged.delete(key);
        else expect(this.#acknowledged.has(key), `${key} is asked for, and is held`).toBe(false);
      }
    }
    if (this.misses === 0) this.exchange.take(request, this.refuses);
    else this.misses--;
  }
}
