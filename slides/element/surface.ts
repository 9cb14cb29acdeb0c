import { el } from './controls.ts';

/** Sharper than this, a canvas only costs time; blunter, and lines are lost. */
const MOST_PIXELS_PER_PIXEL = 3;
const LEAST_PIXELS_PER_PIXEL = 0.25;

/** A canvas that is as sharp as the slide is scaled. Measuring costs a layout, so it is done when something may have changed. */
export class Surface {
  readonly canvas: HTMLCanvasElement = el('canvas', { role: 'img' });
  #stale = true;
  #width = 0;
  #height = 0;
  #sharpness = 1;

  /** The size may be another one now. */
  measureAgain(): void {
    this.#stale = true;
  }

  paint(painter: (ctx: CanvasRenderingContext2D, width: number, height: number) => void): void {
    if (this.#stale) this.#measure();
    if (this.#width === 0 || this.#height === 0) return;
    const ctx = this.canvas.getContext('2d')!;
    ctx.setTransform(this.#sharpness, 0, 0, this.#sharpness, 0, 0);
    painter(ctx, this.#width, this.#height);
  }

  #measure(): void {
    const { canvas } = this;
    [this.#width, this.#height] = [canvas.offsetWidth, canvas.offsetHeight];
    if (this.#width === 0 || this.#height === 0) return;
    this.#stale = false;
    const zoom = canvas.getBoundingClientRect().width / this.#width;
    this.#sharpness = Math.min(MOST_PIXELS_PER_PIXEL, Math.max(LEAST_PIXELS_PER_PIXEL, Math.min(1, 2 * zoom), zoom * devicePixelRatio));
    const [pixelsX, pixelsY] = [Math.round(this.#width * this.#sharpness), Math.round(this.#height * this.#sharpness)];
    if (canvas.width === pixelsX && canvas.height === pixelsY) return;
    canvas.width = pixelsX;
    canvas.height = pixelsY;
  }
}
