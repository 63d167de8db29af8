/** Frames made wrong: cut short, a digit changed, JSON broken, another checksum. Knows nothing of who gets them. */
import type { BookMessage } from '@kraken-stream/core';
import { Frame } from '../frame.js';
import type { Random } from '../random.js';

/** A book frame that says what it adds up to, as snapshots of v1 do not. */
export interface ProvenBook extends BookMessage {
  readonly checksum: number;
}

export function isProven(message: BookMessage): message is ProvenBook {
  return message.checksum !== undefined;
}

/** The frame with any checksum but the right one. */
export function wrongChecksum(message: ProvenBook, random: Random): Frame {
  return new Frame({ ...message, checksum: (message.checksum + 1 + random.int(0xffffffff)) % 0x100000000 });
}

/** The text cut somewhere inside. */
export function truncated(text: string, random: Random): string {
  return text.slice(0, 1 + random.int(text.length - 1));
}

/** The text with another digit somewhere: still JSON, but a lie. */
export function wrongDigit(text: string, random: Random): string {
  // Not the first digit of a number: a zero there would be no JSON.
  return replaced(text, /(?<=\d)\d/g, random, (digit) => String((Number(digit) + 1 + random.int(9)) % 10));
}

/** The text without one of the characters that come in pairs: no JSON. */
export function brokenJson(text: string, random: Random): string {
  return replaced(text, /[{}[\]"]/g, random, () => '');
}

/** Changes one of the places where a pattern matches. */
function replaced(text: string, pattern: RegExp, random: Random, by: (found: string) => string): string {
  const places = [...text.matchAll(pattern)];
  const place = places[random.int(places.length)];
  if (place === undefined) return text;
  return text.slice(0, place.index) + by(place[0]) + text.slice(place.index + place[0].length);
}
