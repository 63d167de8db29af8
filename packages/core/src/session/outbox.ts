/**
 * Collects what one input of a session gives rise to.
 */
import type { Output, SessionEvent } from './output.js';

export class Outbox {
  /** When something was last sent, in milliseconds since 1970. */
  sentAt = 0;
  #outputs: Output[] = [];

  push(output: Output): void {
    this.#outputs.push(output);
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
    if (outputs.length === 0) return NOTHING;
    this.#outputs = [];
    return outputs;
  }
}

export const NOTHING: readonly Output[] = [];
