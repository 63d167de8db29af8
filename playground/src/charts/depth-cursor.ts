/**
 * Which price of the depth is read, and what there is at it in words. It is chosen by the pointer or the keyboard, as so
 * far from the middle: it stays there when the market moves. For those who hear it the chart is a slider.
 */
import { say } from '../dom.js';
import { compact, signedPercent } from './amount.js';
import type { DepthCurve, DepthReading } from './depth-curve.js';
import type { DepthPlot } from './depth-plot.js';
import { slide } from './slider.js';

/** Steps of the keyboard from the middle to the edge. */
const STEPS = 40;

export class DepthCursor {
  /** Grows when another price is read. */
  version = 0;
  readonly #frame: HTMLElement;
  readonly #readout: HTMLElement;
  readonly #plot: DepthPlot;
  /** In CSS pixels from the left; undefined when the pointer is elsewhere. */
  #pointer: number | undefined;
  /** Steps from the middle; undefined when the keyboard has chosen nothing. */
  #step: number | undefined;
  /** Whether the slider has to tell what is read: it does when that was chosen, not whenever the market moves. */
  #untold = true;
  #base = '';

  constructor(frame: HTMLElement, readout: HTMLElement, plot: DepthPlot) {
    this.#frame = frame;
    this.#readout = readout;
    this.#plot = plot;
    frame.setAttribute('aria-valuemin', String(-STEPS));
    frame.setAttribute('aria-valuemax', String(STEPS));
    frame.setAttribute('aria-valuenow', '0');
    frame.addEventListener('pointermove', ({ offsetX }) => this.#choose(offsetX, this.#step));
    frame.addEventListener('pointerleave', () => this.#choose(undefined, this.#step));
    frame.addEventListener('blur', () => this.#choose(this.#pointer, undefined));
    frame.addEventListener('keydown', (event) => this.#key(event));
  }

  begin(market: string): void {
    this.#base = market.split('/')[0] ?? '';
    this.#frame.setAttribute('aria-label', `Depth of ${market} by price`);
    this.#choose(undefined, undefined);
  }

  /** What is read of a curve now, said in words; undefined when no price was chosen. `decimals`: of prices. */
  read(curve: DepthCurve, decimals: number): DepthReading | undefined {
    const { mid } = curve;
    const reading = mid === undefined ? undefined : curve.at(this.#distance(mid));
    const chosen = this.#pointer !== undefined || this.#step !== undefined;
    const words =
      reading === undefined ? '' : chosen ? this.#wordsOf(reading, decimals) : this.#summary(curve, mid ?? 0);
    say(this.#readout, words);
    if (this.#untold && reading !== undefined) {
      this.#untold = false;
      this.#frame.setAttribute('aria-valuenow', String(this.#step ?? 0));
      this.#frame.setAttribute('aria-valuetext', words);
    }
    return chosen ? reading : undefined;
  }

  #distance(mid: number): number {
    if (this.#pointer !== undefined) return this.#plot.distanceAt(this.#pointer, mid);
    return ((this.#step ?? 0) / STEPS) * this.#plot.reach;
  }

  #wordsOf({ side, price, total, percent }: DepthReading, decimals: number): string {
    const verb = side === 'bids' ? 'bid down' : 'asked up';
    const worth = `${compact(total)} ${this.#base}`;
    return `${worth} ${verb} to ${price.toFixed(decimals)} (${signedPercent(percent)})`;
  }

  #summary({ bids, asks, reach }: DepthCurve, mid: number): string {
    const within = ((reach / mid) * 100).toFixed(2);
    const [bid, ask] = [bids.totalAt(mid - reach), asks.totalAt(mid + reach)];
    return `Within ${within} %: ${compact(bid)} ${this.#base} bid, ${compact(ask)} asked`;
  }

  #choose(pointer: number | undefined, step: number | undefined): void {
    this.#pointer = pointer;
    this.#step = step;
    this.#untold = true;
    this.version++;
  }

  #key(event: KeyboardEvent): void {
    if (event.key === 'Escape') this.#choose(undefined, undefined);
    const step = slide(event.key, this.#step ?? 0, -STEPS, STEPS);
    if (step === undefined) return;
    event.preventDefault();
    this.#choose(undefined, step);
  }
}
