/**
 * Candles and volumes on a chart of the charting library. Knows the library, which no other file does, and nothing of
 * where candles come from. https://tradingview.github.io/lightweight-charts/
 */
import {
  type CandlestickData,
  CandlestickSeries,
  ColorType,
  CrosshairMode,
  createChart,
  type HistogramData,
  HistogramSeries,
  type IChartApi,
  type ISeriesApi,
  LineStyle,
  type Time,
  type UTCTimestamp,
  type WhitespaceData,
} from 'lightweight-charts';
import type { Changes, Slot } from './candle-series.js';
import type { Palette } from './theme.js';

/** Slots in a chart that nobody has moved: few are no wider than these, of many the latest are seen. */
const IN_VIEW = { least: 12, most: 60 } as const;
/** Of room behind the last. */
const AHEAD = 2;

export class CandleChart {
  readonly #chart: IChartApi;
  readonly #candles: ISeriesApi<'Candlestick'>;
  readonly #volumes: ISeriesApi<'Histogram'>;
  /** When the last slot that was drawn begins, in seconds since 1970. */
  #last = 0;
  /** What was brought into view last: the first slot, and how many there were. */
  #shown = { from: 0, count: 0 };

  /** It fills `frame`. `pointed` is told the time under the pointer, in seconds since 1970, or that there is none. */
  constructor(frame: HTMLElement, font: string, pointed: (time: number | undefined) => void) {
    this.#chart = createChart(frame, {
      autoSize: true,
      // The logo is made with innerHTML, which this page forbids; the panel says whose chart it is.
      layout: { attributionLogo: false, fontFamily: font, fontSize: 11 },
      rightPriceScale: { borderVisible: false, scaleMargins: { top: 0.06, bottom: 0.24 } },
      timeScale: {
        borderVisible: false,
        timeVisible: true,
        secondsVisible: false,
        rightOffset: 3,
        barSpacing: 9,
        maxBarSpacing: 40,
      },
      crosshair: { mode: CrosshairMode.Magnet },
      // The wheel and vertical strokes are the page's.
      handleScroll: { mouseWheel: false, vertTouchDrag: false },
      handleScale: { mouseWheel: false },
      localization: { locale: 'en' },
    });
    this.#candles = this.#chart.addSeries(CandlestickSeries, { priceLineStyle: LineStyle.Dotted });
    this.#volumes = this.#chart.addSeries(HistogramSeries, {
      priceScaleId: '',
      priceFormat: { type: 'volume' },
      lastValueVisible: false,
      priceLineVisible: false,
    });
    this.#volumes.priceScale().applyOptions({ scaleMargins: { top: 0.82, bottom: 0 } });
    this.#chart.subscribeCrosshairMove(({ time }) => pointed(typeof time === 'number' ? time : undefined));
  }

  /** What was drawn keeps the colours of its volumes until it is drawn again. */
  paint(palette: Palette): void {
    const { surface, line, inkSoft, inkFaint, lineStrong, ink, bid, ask } = palette;
    const label = { color: lineStrong, labelBackgroundColor: ink, style: LineStyle.Dashed };
    this.#chart.applyOptions({
      layout: { background: { type: ColorType.Solid, color: surface }, textColor: inkSoft },
      grid: { vertLines: { color: line }, horzLines: { color: line } },
      crosshair: { vertLine: label, horzLine: label },
    });
    this.#candles.applyOptions({
      // Hollow when it rises, full when it falls: not told by colour alone.
      upColor: surface,
      borderUpColor: bid,
      wickUpColor: bid,
      downColor: ask,
      borderDownColor: ask,
      wickDownColor: ask,
      priceLineColor: inkFaint,
    });
  }

  /** `decimals`: of prices. */
  draw({ whole, slots }: Changes, palette: Palette, decimals: number): void {
    const candles = slots.map(candleOf);
    const volumes = slots.map((slot) => volumeOf(slot, palette));
    // The library takes one from before its last only when that is said.
    const isOld = ({ time }: { time: Time }): boolean => Number(time) < this.#last;
    if (!whole) {
      for (const candle of candles) this.#candles.update(candle, isOld(candle));
      for (const volume of volumes) this.#volumes.update(volume, isOld(volume));
    }
    this.#last = slots[slots.length - 1]?.time ?? 0;
    if (!whole) return;
    const minMove = 10 ** -decimals;
    this.#candles.applyOptions({ priceFormat: { type: 'price', precision: decimals, minMove } });
    this.#candles.setData(candles);
    this.#volumes.setData(volumes);
  }

  /** Brings the latest of so many slots into view. */
  showLatest(count: number): void {
    const from = count - Math.max(IN_VIEW.least, Math.min(IN_VIEW.most, count));
    this.#shown = { from, count };
    this.#chart.timeScale().setVisibleLogicalRange({ from, to: count + AHEAD });
  }

  /** More have come: as long as nobody has moved the chart they narrow those before, until there are enough of them. */
  grow(count: number): void {
    const range = this.#chart.timeScale().getVisibleLogicalRange();
    const { from, count: before } = this.#shown;
    if (range === null || count === before) return;
    // The library goes on with each new one.
    const isOwn = [from, from + count - before].some((at) => Math.abs(range.from - at) < 0.5);
    if (isOwn && Math.abs(range.to - range.from - (before + AHEAD - from)) < 0.5) this.showLatest(count);
  }

  /** Marks a candle, and brings it into view. */
  point({ time, candle }: Slot, index: number): void {
    const scale = this.#chart.timeScale();
    const range = scale.getVisibleLogicalRange();
    if (range !== null && (index < range.from || index > range.to)) {
      const from = index < range.from ? index - 1 : index + 1 - (range.to - range.from);
      scale.setVisibleLogicalRange({ from, to: from + range.to - range.from });
    }
    if (candle !== undefined) {
      this.#chart.setCrosshairPosition(Number(candle.close), time as UTCTimestamp, this.#candles);
    }
  }

  unpoint(): void {
    this.#chart.clearCrosshairPosition();
  }
}

function candleOf({ time, candle }: Slot): CandlestickData | WhitespaceData {
  if (candle === undefined) return { time: time as UTCTimestamp };
  const { open, high, low, close } = candle;
  return {
    time: time as UTCTimestamp,
    open: Number(open),
    high: Number(high),
    low: Number(low),
    close: Number(close),
  };
}

function volumeOf({ time, candle }: Slot, { bidBar, askBar }: Palette): HistogramData | WhitespaceData {
  if (candle === undefined) return { time: time as UTCTimestamp };
  const rises = Number(candle.close) >= Number(candle.open);
  return { time: time as UTCTimestamp, value: Number(candle.volume), color: rises ? bidBar : askBar };
}
