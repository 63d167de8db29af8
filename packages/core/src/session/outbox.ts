/**
 * Collects what one input of a session gives rise to.
 */
import type { Output, SessionEvent } from './output.js';

export class Outbox {
  /** When something was last sent, in milliseconds since 1970. */
  sentAt = 0;
  readonly #outputs: Output[] = [];

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

  /** Begins anew: the outputs of the input before are gone. */
  clear(): void {
    this.#outputs.length = 0;
  }

  /** All outputs since `clear`: the same array each time. */
  get outputs(): readonly Output[] {
    return this.#outputs;
  }
}
