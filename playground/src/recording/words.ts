/** What is said of recordings: how long, how much, what is in them. Knows nothing of the page. */
import type { RecordedTopic, Recording } from '@kraken-stream/simulator';

const whole = new Intl.NumberFormat('en', { maximumFractionDigits: 0 });
const tenth = new Intl.NumberFormat('en', { minimumFractionDigits: 1, maximumFractionDigits: 1 });

/** `4.2 s`, `3:07`, `1:02:03`. */
export function duration(ms: number): string {
  if (ms < 60_000) return `${tenth.format(Math.floor(ms / 100) / 10)} s`;
  return position(ms);
}

/** `0:04`, `1:02:03`. */
export function position(ms: number): string {
  const seconds = Math.floor(ms / 1000);
  const two = (n: number): string => String(n).padStart(2, '0');
  const [hours, minutes] = [Math.floor(seconds / 3600), Math.floor(seconds / 60) % 60];
  return hours === 0 ? `${minutes}:${two(seconds % 60)}` : `${hours}:${two(minutes)}:${two(seconds % 60)}`;
}

export function count(n: number, one: string): string {
  return `${whole.format(n)} ${one}${n === 1 ? '' : 's'}`;
}

const CHANNELS: Readonly<Record<string, string>> = {
  ticker: 'tickers',
  spread: 'spreads',
  trade: 'trades',
  ohlc: 'candles',
  instrument: 'instruments',
  executions: 'an account (not played)',
  balances: 'balances (not played)',
};

/** What a recording has data of: `BTC/USD (25 levels)` for each book, then the other channels. */
export function contents(topics: readonly RecordedTopic[]): { books: string; others: string } {
  const books = topics.flatMap(({ channel, symbol, depth }) =>
    channel === 'book' && symbol !== undefined ? [`${symbol} (${depth} levels)`] : [],
  );
  const others = new Set(topics.flatMap(({ channel }) => CHANNELS[channel] ?? []));
  return { books: books.join(', ') || 'none', others: [...others].join(', ') || 'none' };
}

/** What is left out of a recording, in words; empty where nothing is. */
export function unreadWords({ unread }: Recording): string {
  const [first] = unread;
  if (first === undefined) return '';
  const more = unread.length === 1 ? '' : ` and ${count(unread.length - 1, 'more line')}`;
  return `Left out: line ${first.line} (${first.reason})${more}.`;
}

/** The name of a file that is made now. */
export function fileName(now: number): string {
  return `kraken-stream-${new Date(now).toISOString().slice(0, 19).replaceAll(':', '-')}.ndjson`;
}
