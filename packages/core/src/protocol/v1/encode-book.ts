/** Frames of books as the exchange sends them, byte for byte as recorded. */
import type { BookLevel, BookMessage } from '../message.js';
import { bookId } from './frame-names.js';
import { nameOf } from './names.js';
import { wireTime } from './times.js';

/** Snapshots have both sides and no checksum; changes the sides that change, and it behind the last. */
export function book(message: BookMessage): string {
  const { snapshot, symbol, bids, asks, checksum, timestamp, depth } = message;
  const whole = (data: string) => frame(bookId(symbol), data, `book-${depth ?? 10}`, symbol);
  if (snapshot) return whole(`{"as":${levels(asks, timestamp)},"bs":${levels(bids, timestamp)}}`);
  const changes: string[] = [];
  if (asks.length > 0) changes.push(`{"a":${levels(asks, timestamp)}`);
  if (bids.length > 0) changes.push(`{"b":${levels(bids, timestamp)}`);
  const head = changes.length === 0 ? '{' : `${changes.join('},')},`;
  return whole(`${head}"c":"${checksum}"}`);
}

/** A snapshot, and what proves it where its checksum is known: an update that says again what its best level is. */
export function bookAndProof(snapshot: BookMessage): string[] {
  const { bids, asks, checksum } = snapshot;
  if (checksum === undefined) return [book(snapshot)];
  const best = bids.length > 0 ? { bids: bids.slice(0, 1), asks: [] } : { bids: [], asks: asks.slice(0, 1) };
  return [book(snapshot), book({ ...snapshot, ...best, snapshot: false })];
}

function levels(values: readonly BookLevel[], latest = ''): string {
  const shared = quoted(wireTime(latest));
  let json = '[';
  for (let i = 0; i < values.length; i++) {
    const { price, qty, timestamp, republished } = values[i]!;
    const time = timestamp === undefined ? shared : quoted(wireTime(timestamp));
    json += `${i === 0 ? '' : ','}["${price}","${qty}",${time}${republished ? ',"r"' : ''}]`;
  }
  return `${json}]`;
}

/** `data` is JSON, of one part or of several. */
export function frame(id: number, data: string, name: string, symbol: string): string {
  return `[${id},${data},${quoted(name)},${quoted(nameOf(symbol))}]`;
}

export function quoted(value: string): string {
  return JSON.stringify(value);
}
