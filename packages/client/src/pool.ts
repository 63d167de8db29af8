/**
 * The connections of a client to one endpoint: which topic lives on which. Users see none of it. A topic goes to a
 * connection that has its place free and is not full; where there is none, another connection is made.
 */
import { type SessionEvent, type Topic, topicKey, UsageError } from '@kraken-stream/core';
import type { ConnectionInfo } from './connection-info.js';
import type { Environment } from './environment.js';
import { Line, type LineOptions } from './line.js';
import { LIMITS, type LimitOptions } from './options.js';

export interface PoolOptions extends Omit<LineOptions, 'deliver'> {
  readonly limits: Partial<LimitOptions> | undefined;
  readonly environment: Environment;
  readonly deliver: (event: SessionEvent, line: Line) => void;
}

export class Pool {
  readonly #options: PoolOptions;
  readonly #limits: LimitOptions;
  readonly #lines: Line[] = [];
  #unwatch: () => void = () => {};

  constructor(options: PoolOptions) {
    this.#options = options;
    this.#limits = { ...LIMITS, ...options.limits };
  }

  get connections(): readonly ConnectionInfo[] {
    return this.#lines.map((line) => line.info);
  }

  /** Wants topics, each on its connection. Throws a `UsageError` when there is no room for all of them. */
  want(topics: readonly Topic[]): void {
    const byLine = new Map<Line, Topic[]>();
    const rooms = this.#assign(topics);
    for (const [i, topic] of topics.entries()) {
      const line = this.#lineAt(rooms[i]!);
      line.topics.add(topicKey(topic));
      const wanted = byLine.get(line);
      if (wanted === undefined) byLine.set(line, [topic]);
      else wanted.push(topic);
    }
    for (const [line, wanted] of byLine) line.ask({ type: 'want', topics: wanted });
  }

  leave(topics: readonly Topic[]): void {
    for (const line of this.#lines) {
      const left = topics.filter((topic) => line.topics.delete(topicKey(topic)));
      if (left.length > 0) line.ask({ type: 'leave', topics: left });
    }
  }

  /** The topic object that events carry, and what keeps its data. The topic must be wanted. */
  held(topic: Topic): NonNullable<ReturnType<Line['session']['held']>> {
    const key = topicKey(topic);
    return this.#lines.find(({ topics }) => topics.has(key))!.session.held(topic)!;
  }

  /** Asks for an answer on a connection that is in use, or on a new one. */
  ping(id: number): void {
    const used = this.#lines.find(({ session }) => session.state !== 'idle');
    (used ?? this.#lineAt(0)).ask({ type: 'ping', id });
  }

  close(): void {
    this.#unwatch();
    for (const line of this.#lines) line.ask({ type: 'close' });
  }

  /** For each topic the index of a line: of one that there is, or of one that has to be made. */
  #assign(topics: readonly Topic[]): number[] {
    const { symbolsPerConnection, connections } = this.#limits;
    const sizes = this.#lines.map((line) => line.topics.size);
    return topics.map((topic) => {
      const key = topicKey(topic);
      // One that is still being left goes on where it is.
      let index = this.#lines.findIndex((line) => line.topics.has(key));
      if (index >= 0) return index;
      index = this.#lines.findIndex(({ session }) => session.held(topic) !== undefined);
      if (index < 0) {
        index = sizes.findIndex((size, i) => size < symbolsPerConnection && !this.#lines[i]?.session.conflicts(topic));
      }
      if (index < 0) index = sizes.push(0) - 1;
      if (index >= connections) {
        throw new UsageError(
          'limits',
          `limits: expected room on ${connections} connections of ${symbolsPerConnection} symbols each, received ` +
            `${topics.length} more than there is room for; leave some, or raise limits.connections`,
        );
      }
      sizes[index]!++;
      return index;
    });
  }

  #lineAt(index: number): Line {
    while (this.#lines.length <= index) {
      if (this.#lines.length === 0) this.#watch();
      this.#lines.push(new Line(this.#lines.length + 1, this.#options));
    }
    return this.#lines[index]!;
  }

  #watch(): void {
    const { environment } = this.#options;
    this.#unwatch = environment.watch((signal) => {
      for (const line of this.#lines) {
        if (signal === 'online' || signal === 'offline') line.ask({ type: 'network', online: signal === 'online' });
        else
          line.ask({
            type: 'probe',
            reason: signal === 'visible' ? 'the page is visible again' : 'the page was frozen',
          });
      }
    });
  }
}
