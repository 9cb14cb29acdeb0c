/** A drawing that is kept, and drawn again only when what it shows has changed. */
export class Layer {
  #canvas: HTMLCanvasElement | undefined;
  #shown: readonly unknown[] = [];

  /** Puts the drawing on `onto`. It is made again when one of `shows` is another than last time, or the size. */
  put(onto: CanvasRenderingContext2D, width: number, height: number, shows: readonly unknown[], draw: (ctx: CanvasRenderingContext2D) => void): void {
    const { a: sharpness } = onto.getTransform();
    const { width: pixelsX, height: pixelsY } = onto.canvas;
    const now = [pixelsX, pixelsY, sharpness, ...shows];
    if (now.length !== this.#shown.length || now.some((each, i) => each !== this.#shown[i])) {
      this.#shown = now;
      this.#canvas ??= document.createElement('canvas');
      this.#canvas.width = pixelsX;
      this.#canvas.height = pixelsY;
      const ctx = this.#canvas.getContext('2d')!;
      ctx.setTransform(sharpness, 0, 0, sharpness, 0, 0);
      draw(ctx);
    }
    onto.drawImage(this.#canvas!, 0, 0, width, height);
  }
}
