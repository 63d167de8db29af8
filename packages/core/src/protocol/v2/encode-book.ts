/** Frames of books as the exchange sends them, byte for byte as recorded. */
import type { BookMessage, Level } from '../message.js';

/** By far the most frequent: in one piece. */
export function book(message: BookMessage): string {
  const { symbol, bids, asks, checksum, timestamp } = message;
  const last = timestamp === undefined ? '' : `,"timestamp":${JSON.stringify(timestamp)}`;
  return (
    `{"channel":"book","type":"${message.snapshot ? 'snapshot' : 'update'}","data":[{"symbol":${JSON.stringify(symbol)},` +
    `"bids":${levels(bids)},"asks":${levels(asks)},"checksum":${checksum}${last}}]}`
  );
}

function levels(values: readonly Level[]): string {
  let json = '[';
  for (let i = 0; i < values.length; i++) {
    const { price, qty } = values[i]!;
    json += `${i === 0 ? '' : ','}{"price":${price},"qty":${qty}}`;
  }
  return `${json}]`;
}
