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

/** The frame with another digit somewhere: still JSON, but a lie. */
export function wrongDigit(frame: Frame, random: Random): Frame {
  // Not the first digit of a number: a zero there would be no JSON.
  return replaced(frame, /(?<=\d)\d/g, random, (digit) => String((Number(digit) + 1 + random.int(9)) % 10));
}

/** The frame without one of the characters that come in pairs: no JSON. */
export function brokenJson(frame: Frame, random: Random): Frame {
  return replaced(frame, /[{}[\]"]/g, random, () => '');
}

/** Changes one of the places where a pattern matches. */
function replaced({ message, text }: Frame, pattern: RegExp, random: Random, by: (found: string) => string): Frame {
  const places = [...text.matchAll(pattern)];
  const place = places[random.int(places.length)];
  if (place === undefined) return new Frame(message, text);
  return new Frame(message, text.slice(0, place.index) + by(place[0]) + text.slice(place.index + place[0].length));
}
