/** Frames made wrong: cut short, a digit changed, JSON broken, another checksum. Knows nothing of who gets them. */
import type { BookMessage } from '@kraken-stream/core';
import { Frame } from '../frame.js';
import type { Random } from '../random.js';

/** The frame with any checksum but the right one. */
export function wrongChecksum(message: BookMessage, random: Random): Frame {
  return new Frame({ ...message, checksum: (message.checksum + 1 + random.int(0xffffffff)) % 0x100000000 });
}

/** The frame cut somewhere inside. */
export function truncated(frame: Frame, random: Random): Frame {
  const { text } = frame;
  return new Frame(frame.message, text.slice(0, 1 + random.int(text.length - 1)));
}

/** The frame with another digit in one place of its data: still JSON, but a lie. */
export function wrongDigit(frame: Frame, random: Random): Frame {
  // Not the first digit of a number: a zero there would be no JSON.
  const [at, digit] = any(/(?<=\d)\d/g, frame.text, random);
  return replaced(frame, at, String((Number(digit) + 1 + random.int(9)) % 10));
}

/** The frame without one of the characters that come in pairs: no JSON. */
export function brokenJson(frame: Frame, random: Random): Frame {
  const [at] = any(/[{}[\]"]/g, frame.text, random);
  return replaced(frame, at, '');
}

function any(pattern: RegExp, text: string, random: Random): [at: number, found: string] {
  const found = [...text.matchAll(pattern)];
  const match = found[random.int(found.length)];
  return match === undefined ? [text.length, ''] : [match.index, match[0]];
}

function replaced({ message, text }: Frame, at: number, by: string): Frame {
  return new Frame(message, text.slice(0, at) + by + text.slice(at + 1));
}
