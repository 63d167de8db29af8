/** A canvas that fills its frame, in the screen's own pixels. Knows nothing of what is drawn. */
import { make } from '../dom.js';

export class Canvas {
  readonly element: HTMLCanvasElement;
  /** In CSS pixels. */
  width = 0;
  height = 0;
  /** Grows when the size is another, and with it everything that was drawn is gone. */
  version = 0;
  readonly #context: CanvasRenderingContext2D | null;

  /** It takes the size of `frame`, which must not depend on it. */
  constructor(frame: HTMLElement) {
    this.element = make('canvas', { 'aria-hidden': 'true' });
    this.#context = this.element.getContext('2d');
    frame.append(this.element);
    new ResizeObserver(() => this.#fit(frame)).observe(frame);
  }

  /** Begins a drawing on an empty canvas; undefined where there is no room for one. */
  begin(): CanvasRenderingContext2D | undefined {
    const context = this.#context;
    if (context === null || this.width === 0 || this.height === 0) return undefined;
    const ratio = this.element.width / this.width;
    context.setTransform(ratio, 0, 0, ratio, 0, 0);
    context.clearRect(0, 0, this.width, this.height);
    return context;
  }

  #fit(frame: HTMLElement): void {
    this.width = frame.clientWidth;
    this.height = frame.clientHeight;
    this.element.width = Math.round(this.width * devicePixelRatio);
    this.element.height = Math.round(this.height * devicePixelRatio);
    this.version++;
  }
}
