import type { RevealApi } from 'reveal.js';

const UP = 38;
const DOWN = 40;
/** What a slide takes of its cell. */
const MARGIN = 0.93;

/**
 * All slides at once, in rows and columns. Reveal would lay them in one row, five of which are seen:
 * the style sheet puts each where its column and its row say, and this says so.
 */
export function layOutOverview(deck: RevealApi): void {
  const slides = deck.getSlides();
  const columns = Math.ceil(Math.sqrt(slides.length));
  const rows = Math.ceil(slides.length / columns);
  const { style } = deck.getRevealElement()!;
  const { width, height } = deck.getConfig() as { width: number; height: number };
  const fit = (): void => {
    const [cellX, cellY] = [innerWidth / columns, innerHeight / rows];
    style.setProperty('--cell-x', `${cellX}px`);
    style.setProperty('--cell-y', `${cellY}px`);
    style.setProperty('--cell-scale', String(MARGIN * Math.min(cellX / width, cellY / height)));
  };
  deck.on('overviewshown', fit);
  // A drawing is as sharp as its slide is large, and all slides have another size now.
  for (const moment of ['overviewshown', 'overviewhidden']) deck.on(moment, () => dispatchEvent(new Event('resize')));
  addEventListener('resize', fit);
  slides.forEach((slide, index) => {
    slide.style.setProperty('--column', String(index % columns));
    slide.style.setProperty('--row', String(Math.floor(index / columns)));
  });
  const move = (by: number): void => {
    const to = deck.getIndices().h + by;
    if (deck.isOverview() && to >= 0 && to < slides.length) deck.slide(to);
  };
  deck.addKeyBinding({ keyCode: UP, key: '↑', description: 'In the overview: a row up' }, () => move(-columns));
  deck.addKeyBinding({ keyCode: DOWN, key: '↓', description: 'In the overview: a row down' }, () => move(columns));
}
