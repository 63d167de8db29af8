/**
 * Collects what one input of a session gives rise to.
 */
import type { Output, SessionEvent } from './output.js';

export class Outbox {
  /** When something was last sent, in milliseconds since 1970. */
  sentAt = 0;
  #outputs: Output[] = [];
  #last: Output[] = [];

  push(...outputs: readonly Output[]): void {
    this.#outputs.push(...outputs);
  }

  /**
   * For what the driver may answer at once, in the middle of carrying out: it goes last, lest the answer's wake is
   * overridden by one that was asked for before.
   */
  pushLast(output: Output): void {
    this.#last.push(output);
  }

  emit(event: SessionEvent): void {
    this.#outputs.push({ type: 'event', event });
  }

  send(text: string, now: number): void {
    this.sentAt = now;
    this.#outputs.push({ type: 'send', text });
  }

  /** All outputs since the last call; a new array, which nothing changes any more. */
  take(): readonly Output[] {
    const outputs = this.#outputs;
    if (this.#last.length > 0) outputs.push(...this.#last.splice(0));
    if (outputs.length === 0) return NOTHING;
    this.#outputs = [];
    return outputs;
  }
}

export const NOTHING: readonly Output[] = [];
