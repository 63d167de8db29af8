/** A candle in words: for the line above the chart, and for those who do not see it. */
import type { OhlcCandle } from '@kraken-stream/client';
import { compact } from './amount.js';
import type { Precision } from './precision.js';

export interface CandleText {
  readonly open: string;
  readonly high: string;
  readonly low: string;
  readonly close: string;
  /** Quantity, trades, and when it began, or how long it still runs. */
  readonly rest: string;
}

/** `now` in milliseconds since 1970: when the running candle will be over is told. */
export function candleText(candle: OhlcCandle, precision: Precision, base: string, now: number): CandleText {
  const { open, high, low, close, volume, trades, closed } = candle;
  const count = `${compact(trades)} trade${trades === 1 ? '' : 's'}`;
  return {
    open: precision.write(open),
    high: precision.write(high),
    low: precision.write(low),
    close: precision.write(close),
    rest: `${compact(Number(volume))} ${base}, ${count}, ${closed ? beginText(candle) : leftText(candle, now)}`,
  };
}

/** All of it in one sentence. */
export function candleSentence(candle: OhlcCandle, precision: Precision, base: string, now: number): string {
  const { open, high, low, close, rest } = candleText(candle, precision, base, now);
  const went = Number(candle.close) >= Number(candle.open) ? 'rising' : 'falling';
  return `${went}: open ${open}, high ${high}, low ${low}, close ${close}, ${rest}`;
}

/** Times of candles are UTC, as the exchange's days are. */
function beginText({ intervalBegin, interval }: OhlcCandle): string {
  return interval >= 1440 ? intervalBegin.slice(0, 10) : `from ${intervalBegin.slice(11, 16)} UTC`;
}

function leftText({ intervalBegin, interval }: OhlcCandle, now: number): string {
  const left = Math.ceil((Date.parse(intervalBegin) + interval * 60_000 - now) / 1000);
  if (left <= 0) return 'over, waits for the next trade';
  if (left < 60) return `running, ${left} s left`;
  const minutes = Math.floor(left / 60);
  if (minutes < 60) return `running, ${minutes}:${String(left % 60).padStart(2, '0')} left`;
  return `running, ${Math.floor(minutes / 60)} h ${minutes % 60} min left`;
}
