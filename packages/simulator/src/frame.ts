/** Something on its way out: a message, and its text made once however many connections it goes to. */
import { type ServerMessage, v2 } from '@kraken-stream/core';

export class Frame {
  readonly message: ServerMessage;
  #text: string | undefined;

  /** `text` where it is not simply what the message encodes to. */
  constructor(message: ServerMessage, text?: string) {
    this.message = message;
    this.#text = text;
  }

  get text(): string {
    this.#text ??= v2.encode(this.message);
    return this.#text;
  }
}
