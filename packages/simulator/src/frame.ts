/**
 * Something on its way out: a message, and its text made once however many connections it goes to. Of the codecs that ask
 * for it the last is remembered: data are written for one of them, and whatever goes to all is short.
 */
import type { ServerCodec, ServerMessage } from '@kraken-stream/core';

export class Frame {
  readonly message: ServerMessage;
  readonly #fixed: string | undefined;
  #codec: ServerCodec | undefined;
  #text = '';

  /** `text` where it is not simply what the message encodes to; then it is the text in every protocol. */
  constructor(message: ServerMessage, text?: string) {
    this.message = message;
    this.#fixed = text;
  }

  /** The text in a protocol. */
  textIn(codec: ServerCodec): string {
    if (this.#fixed !== undefined) return this.#fixed;
    if (this.#codec !== codec) {
      this.#codec = codec;
      this.#text = codec.encode(this.message);
    }
    return this.#text;
  }
}
