/** Draws the depth of a book on a canvas: bids left of the middle, asks right of it. Knows no book and no page. */
import { compact } from './amount.js';
import { LooseMeasure, ticks } from './axis.js';
import type { Canvas } from './canvas.js';
import type { CurveSide, DepthCurve, DepthReading } from './depth-curve.js';
import type { Palette } from './theme.js';

/** Below the curves: the prices. */
const AXIS = 20;
const PRICES = 5;
/** The middle may wander so far, as a part of what is seen of each side, before the picture follows. */
const WANDER = 0.05;

export class DepthPlot {
  readonly #canvas: Canvas;
  readonly #font: string;
  /** How far from its centre the picture reaches, in price. */
  readonly #reach = new LooseMeasure(0.85, 1.4, 1);
  /** The quantity at its upper edge. */
  readonly #full = new LooseMeasure(0.6, 1, 1.15);
  #centre = 0;

  constructor(canvas: Canvas, font: string) {
    this.#canvas = canvas;
    this.#font = `11px ${font}`;
  }

  /** Another book: its picture has its own measures. */
  reset(): void {
    this.#reach.reset();
    this.#full.reset();
    this.#centre = 0;
  }

  /** Half of the picture, in price. */
  get reach(): number {
    return this.#reach.value;
  }

  /** Of the price at so many CSS pixels from the left to the middle. */
  distanceAt(x: number, mid: number): number {
    return this.#centre - mid + (x / (this.#canvas.width / 2) - 1) * this.#reach.value;
  }

  /** `reading` is marked; `faded`: the levels are the last known, not proven. */
  draw(curve: DepthCurve, palette: Palette, decimals: number, reading: DepthReading | undefined, faded: boolean): void {
    const context = this.#canvas.begin();
    const { mid } = curve;
    if (context === undefined || mid === undefined) return;
    this.#measure(curve, mid);
    context.font = this.#font;
    const { inkFaint, quietWash, bid, bidBar, ask, askBar } = palette;
    this.#drawAxes(context, palette, decimals);
    this.#drawSide(context, curve.bids, faded ? inkFaint : bid, faded ? quietWash : bidBar, 0);
    this.#drawSide(context, curve.asks, faded ? inkFaint : ask, faded ? quietWash : askBar, this.#canvas.width);
    this.#drawTotals(context, palette);
    this.#line(context, this.#x(mid), palette.lineStrong, [3, 3]);
    if (reading !== undefined) this.#mark(context, reading, palette);
  }

  #measure(curve: DepthCurve, mid: number): void {
    const changed = this.#reach.follow(curve.reach);
    const reach = this.#reach.value;
    if (changed || Math.abs(mid - this.#centre) > WANDER * reach) this.#centre = mid;
    const { bids, asks } = curve;
    this.#full.follow(Math.max(bids.totalAt(this.#centre - reach), asks.totalAt(this.#centre + reach)));
  }

  #x(price: number): number {
    return (this.#canvas.width / 2) * (1 + (price - this.#centre) / this.#reach.value);
  }

  #y(total: number): number {
    return this.#bottom * (1 - total / this.#full.value);
  }

  get #bottom(): number {
    return this.#canvas.height - AXIS;
  }

  /** `edge`: the x of the picture's end on that side, where a curve that is longer is cut. */
  #drawSide(context: CanvasRenderingContext2D, side: CurveSide, stroke: string, fill: string, edge: number): void {
    if (side.length === 0) return;
    const bottom = this.#bottom;
    const first = this.#x(side.prices[0]!);
    let x = first;
    const outline = new Path2D();
    outline.moveTo(x, bottom);
    for (let rank = 0; rank < side.length; rank++) {
      x = this.#x(side.prices[rank]!);
      const beyond = edge === 0 ? x < edge : x > edge;
      if (beyond) x = edge;
      outline.lineTo(x, rank === 0 ? bottom : this.#y(side.totals[rank - 1]!));
      if (beyond) break;
      outline.lineTo(x, this.#y(side.totals[rank]!));
    }
    const area = new Path2D(outline);
    area.lineTo(x, bottom);
    area.lineTo(first, bottom);
    context.fillStyle = fill;
    context.fill(area);
    context.strokeStyle = stroke;
    context.lineWidth = 1.5;
    context.stroke(outline);
  }

  #drawAxes(context: CanvasRenderingContext2D, { line, inkFaint }: Palette, decimals: number): void {
    const { width, height } = this.#canvas;
    const reach = this.#reach.value;
    context.fillStyle = inkFaint;
    context.textBaseline = 'bottom';
    context.textAlign = 'center';
    for (const price of ticks(this.#centre - reach, this.#centre + reach, PRICES)) {
      const x = this.#x(price);
      const text = price.toFixed(decimals);
      const half = context.measureText(text).width / 2;
      if (x > half && x < width - half) context.fillText(text, x, height - 2);
    }
    context.fillStyle = line;
    context.fillRect(0, this.#bottom, width, 1);
  }

  #drawTotals(context: CanvasRenderingContext2D, { line, inkFaint, surface }: Palette): void {
    context.textAlign = 'right';
    context.textBaseline = 'bottom';
    for (const total of ticks(0, this.#full.value, 3)) {
      if (total === 0) continue;
      const y = Math.round(this.#y(total));
      if (y < 14) continue;
      context.globalAlpha = 0.6;
      context.fillStyle = line;
      context.fillRect(0, y, this.#canvas.width, 1);
      context.globalAlpha = 1;
      // A curve may pass below it.
      context.strokeStyle = surface;
      context.lineWidth = 4;
      context.lineJoin = 'round';
      context.strokeText(compact(total), this.#canvas.width - 2, y - 1);
      context.fillStyle = inkFaint;
      context.fillText(compact(total), this.#canvas.width - 2, y - 1);
    }
  }

  #mark(context: CanvasRenderingContext2D, { side, price, total }: DepthReading, palette: Palette): void {
    const x = Math.max(0.5, Math.min(this.#canvas.width - 0.5, this.#x(price)));
    this.#line(context, x, palette.ink, []);
    context.beginPath();
    context.arc(x, this.#y(total), 4, 0, 2 * Math.PI);
    context.fillStyle = side === 'bids' ? palette.bid : palette.ask;
    context.fill();
    context.strokeStyle = palette.surface;
    context.lineWidth = 1.5;
    context.stroke();
  }

  #line(context: CanvasRenderingContext2D, x: number, color: string, dash: number[]): void {
    context.beginPath();
    context.setLineDash(dash);
    context.moveTo(x, 0);
    context.lineTo(x, this.#bottom);
    context.strokeStyle = color;
    context.lineWidth = 1;
    context.stroke();
    context.setLineDash([]);
  }
}
