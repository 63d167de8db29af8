/** What a broken v1 frame seems to be about: its end tells. */
import { type Fault, type Guess, HEAD, type Reading, readingBy } from '../invalid.js';
import type { InvalidMessage } from '../message.js';
import { isAccountName, splitName } from './channels.js';
import { symbolOf } from './names.js';

export const reading: Reading = /* @__PURE__ */ readingBy(guess);

/** A frame that makes no sense. */
export function invalid(text: string, fault: Fault): InvalidMessage {
  return reading.invalid(text, fault);
}

function guess(text: string): Guess {
  const tail = text.slice(-HEAD);
  const [, name, pair] =
    /"([\w-]{1,32})"\s*,\s*"([^"\\]{1,32})"\s*\]\s*$/.exec(tail) ??
    /"(openOrders|ownTrades)"\s*,\s*\{/.exec(tail) ??
    [];
  if (name !== undefined) return { channel: wordOf(name), symbol: pair === undefined ? undefined : symbolOf(pair) };
  const told = /"channelName"\s*:\s*"([\w-]{1,32})"/.exec(tail)?.[1];
  const about = /"pair"\s*:\s*"([^"\\]{1,32})"/.exec(tail)?.[1];
  return {
    channel: told === undefined ? undefined : wordOf(told),
    symbol: about === undefined ? undefined : symbolOf(about),
  };
}

function wordOf(name: string): string {
  return isAccountName(name) ? 'executions' : splitName(name).channel;
}
