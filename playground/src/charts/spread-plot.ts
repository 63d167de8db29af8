/** Draws the spread of the last minute on a canvas. Knows no book and no page. */

import { LooseMeasure } from './axis.js';
import type { Canvas } from './canvas.js';
import { type SpreadHistory, STRETCH_MS, STRETCHES } from './spread-history.js';
import type { Palette } from './theme.js';

const MARGIN = 4;
const SECONDS = (STRETCHES * STRETCH_MS) / 1000;

export class SpreadPlot {
  readonly #canvas: Canvas;
  readonly #font: string;
  /** The spread at its upper edge; the lower is zero. */
  readonly #full = new LooseMeasure(0.5, 1, 1.15);

  constructor(canvas: Canvas, font: string) {
    this.#canvas = canvas;
    this.#font = `11px ${font}`;
  }

  reset(): void {
    this.#full.reset();
  }

  /** A stretch is as high as the spread was wide in it; where nothing was known the line is broken. */
  draw(history: SpreadHistory, { accent, accentWash, line, inkFaint }: Palette, decimals: number): void {
    const context = this.#canvas.begin();
    const { range } = history;
    if (context === undefined || range === undefined) return;
    this.#full.follow(range.high);
    const { width, height } = this.#canvas;
    const bottom = height - MARGIN;
    const y = (spread: number): number => bottom - (spread / this.#full.value) * (bottom - MARGIN - 10);
    const step = width / STRETCHES;
    context.fillStyle = line;
    context.fillRect(0, bottom, width, 1);
    for (const { ago, low, high } of history.stretches()) {
      const x = width - (ago + 1) * step;
      context.fillStyle = accentWash;
      context.fillRect(x, y(low), step + 0.5, bottom - y(low));
      context.fillStyle = accent;
      // A stretch in which it did not change is a line still.
      context.fillRect(x, y(high) - 0.75, step + 0.5, Math.max(1.5, y(low) - y(high)));
    }
    context.font = this.#font;
    context.fillStyle = inkFaint;
    context.textBaseline = 'top';
    context.textAlign = 'left';
    context.fillText(`last ${SECONDS} s`, 0, 0);
    context.textAlign = 'right';
    context.fillText(`widest ${range.high.toFixed(decimals)}`, width, 0);
  }
}
