/** A shape for each state, so that colour is never the only sign. */
import type { BookState, ConnectionState, TopicState } from '@kraken-stream/client';

export type Shape = 'check' | 'circle' | 'ring' | 'triangle' | 'cross' | 'dash';

/** In a box of 16. Filled, with what is inside cut out. */
const PATHS: Readonly<Record<Shape, string>> = {
  check: 'M8 1a7 7 0 1 0 0 14A7 7 0 0 0 8 1Zm3.4 4.1 1.3 1.3-5.6 5.6-3.3-3.3 1.3-1.3 2 2Z',
  circle:
    'M8 1a7 7 0 1 0 0 14A7 7 0 0 0 8 1Zm0 2.1a4.9 4.9 0 1 1 0 9.8 4.9 4.9 0 0 1 0-9.8Zm0 2.9a2 2 0 1 1 0 4 2 2 0 0 1 0-4Z',
  ring: 'M8 1a7 7 0 1 0 7 7h-2.2A4.8 4.8 0 1 1 8 3.2Z',
  triangle: 'M8 1.2 15.6 14.6H.4ZM7.1 5.8v4.2h1.8V5.8Zm0 5.4V13h1.8v-1.8Z',
  cross:
    'M5.1 1h5.8L15 5.1v5.8L10.9 15H5.1L1 10.9V5.1ZM8 6.7 6 4.7 4.7 6l2 2-2 2L6 11.3l2-2 2 2L11.3 10l-2-2 2-2L10 4.7Z',
  dash: 'M8 1a7 7 0 1 0 0 14A7 7 0 0 0 8 1ZM4 7h8v2H4Z',
};

/** A book's state as it is shown: live is more when it is proven. */
export type ShownState = BookState | 'unproven';

const BOOK: Readonly<Record<ShownState, Shape>> = {
  syncing: 'ring',
  live: 'check',
  unproven: 'circle',
  stale: 'triangle',
  failed: 'cross',
  closed: 'dash',
};

const TOPIC: Readonly<Record<TopicState, Shape>> = {
  pending: 'ring',
  live: 'check',
  stale: 'triangle',
  closed: 'dash',
};

const CONNECTION: Readonly<Record<ConnectionState, Shape>> = {
  idle: 'dash',
  connecting: 'ring',
  open: 'ring',
  live: 'check',
  stale: 'triangle',
  closed: 'cross',
};

/** The colour that goes with a connection's state. */
export const CONNECTION_TONES = {
  idle: 'quiet',
  connecting: 'quiet',
  open: 'quiet',
  live: 'good',
  stale: 'warn',
  closed: 'bad',
} as const satisfies Record<ConnectionState, string>;

export const bookShape = (state: ShownState): Shape => BOOK[state];
export const topicShape = (state: TopicState): Shape => TOPIC[state];
export const connectionShape = (state: ConnectionState): Shape => CONNECTION[state];

/** Draws a shape into an `<svg>`. */
export function drawMark(svg: SVGElement, shape: Shape): void {
  if (svg.dataset['shape'] === shape) return;
  svg.dataset['shape'] = shape;
  svg.setAttribute('viewBox', '0 0 16 16');
  const path = document.createElementNS('http://www.w3.org/2000/svg', 'path');
  path.setAttribute('d', PATHS[shape]);
  path.setAttribute('fill-rule', 'evenodd');
  svg.replaceChildren(path);
}
