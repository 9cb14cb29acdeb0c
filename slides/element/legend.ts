import type { Frame } from '../model/frame.ts';
import type { Settings } from '../model/settings.ts';
import { el, setText } from './controls.ts';
import type { Look, Looks, Shape } from './looks.ts';

/** From this step on a push is answered. */
const FIRST_WITH_ANSWERS = 4;
/** And from this one on there are pings, acks and the like, too. */
const FIRST_WITH_PROBES = 5;

const SHAPES: Readonly<Record<Shape, string>> = {
  ring: '<circle cx="9" cy="9" r="6.5" fill="none" stroke-width="2"/>',
  disc: '<circle cx="9" cy="9" r="7.5"/>',
  square: '<rect x="2" y="2" width="14" height="14"/>',
  diamond: '<path d="M9 0 18 9 9 18 0 9Z"/>',
  triangle: '<path d="M9 1 17 16 1 16Z"/>',
  cross: '<path d="M3 3 15 15M15 3 3 15" fill="none" stroke-width="3.5"/>',
};

/** What the signs mean, how many there are of each, and what was sent. */
export class Legend {
  readonly list = el('ul', { class: 'legend' });
  readonly counts = el('p', { class: 'counts' });
  #shown: readonly Look[] = [];
  #numbers: HTMLElement[] = [];

  show({ all, rare }: Looks, looks: readonly Look[], frame: Frame | undefined, settings: Settings): void {
    const listed = all.filter((look) => !rare.includes(look) || looks.includes(look));
    if (listed.length !== this.#shown.length || listed.some((look, i) => look.word !== this.#shown[i]!.word)) {
      const made = listed.map(legendLine);
      this.#numbers = made.map(({ count }) => count);
      this.list.replaceChildren(...made.map(({ item }) => item));
    }
    this.#shown = listed;
    countsOf(listed, looks).forEach((count, i) => setText(this.#numbers[i]!, String(count)));
    setText(this.counts, sentWords(frame, settings));
  }
}

/** How many nodes have each of these looks. */
export function countsOf(listed: readonly Look[], looks: readonly Look[]): number[] {
  const counts = new Map<Look, number>();
  for (const look of looks) counts.set(look, (counts.get(look) ?? 0) + 1);
  return listed.map((look) => counts.get(look) ?? 0);
}

/** Where updates spread, they are what counts, per node: the traffic m of the paper. Answers and pings carry none. */
function sentWords(frame: Frame | undefined, { view, step, nodes }: Settings): string {
  const { sent, lost, updates, updatesLost, wasted } = frame?.totals ?? { sent: 0, lost: 0, updates: 0, updatesLost: 0, wasted: 0 };
  if (view === 'calls') return `${sent} calls made`;
  if (view === 'beliefs') return `${sent} messages of all kinds, ${lost} lost`;
  const each = (updates / nodes).toFixed(2);
  if (step < FIRST_WITH_ANSWERS) return `${updates} updates sent, ${each} a node; ${wasted} old news, ${updatesLost} lost`;
  return `m = ${each} (${updates} updates), ${wasted} old news, ${updatesLost} lost, ${sent - updates} ${step < FIRST_WITH_PROBES ? 'answers' : 'others'}`;
}

/** One line of the legend: shape, word, and a place for the count. */
function legendLine({ shape, color, word }: Look): { item: HTMLLIElement; count: HTMLElement } {
  const count = el('b');
  const item = el('li');
  item.innerHTML = `<svg viewBox="0 0 18 18" aria-hidden="true" fill="${color}" stroke="${color}" stroke-width="0">${SHAPES[shape]}</svg>`;
  item.append(word, count);
  return { item, count };
}
