import type { Knob } from './knobs.ts';
import type { Look, Shape } from './looks.ts';
import type { Settings } from './settings.ts';

/** Makes an element with attributes and children: `el('button', { type: 'button' }, 'Play')`. */
export function el<K extends keyof HTMLElementTagNameMap>(
  tag: K,
  attributes: Readonly<Record<string, string>> = {},
  ...children: (Node | string)[]
): HTMLElementTagNameMap[K] {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value);
  element.append(...children);
  return element;
}

export function button(label: string, onClick: () => void, className = ''): HTMLButtonElement {
  const element = el('button', { type: 'button', ...(className === '' ? {} : { class: className }) }, label);
  element.addEventListener('click', onClick);
  return element;
}

/** A labelled slider or list for one knob. Turning it writes into `settings` and calls `onTurn`. */
export function knobControl(knob: Knob, settings: Settings, onTurn: () => void): HTMLElement {
  const set = (value: unknown): void => {
    (settings as unknown as Record<string, unknown>)[knob.name] = value;
  };
  if ('options' in knob) {
    const select = el('select', {}, ...knob.options.map(([value, label]) => el('option', { value }, label)));
    select.value = String(settings[knob.name]);
    const numeric = typeof settings[knob.name] === 'number';
    select.addEventListener('change', () => {
      set(numeric ? Number(select.value) : select.value);
      onTurn();
    });
    return el('label', { 'data-knob': knob.name }, knob.label, select);
  }
  const { min, max, step, format } = knob;
  const range = el('input', { type: 'range', min: String(min), max: String(max), step: String(step) });
  range.value = String(settings[knob.name]);
  const shown = el('output', {}, format(Number(range.value)));
  range.addEventListener('input', () => {
    set(Number(range.value));
    shown.textContent = format(Number(range.value));
    range.setAttribute('aria-valuetext', shown.textContent);
    onTurn();
  });
  return el('label', { 'data-knob': knob.name }, knob.label, range, shown);
}

const SHAPES: Readonly<Record<Shape, string>> = {
  ring: '<circle cx="9" cy="9" r="6.5" fill="none" stroke-width="2"/>',
  disc: '<circle cx="9" cy="9" r="7.5"/>',
  square: '<rect x="2" y="2" width="14" height="14"/>',
  diamond: '<path d="M9 0 18 9 9 18 0 9Z"/>',
  triangle: '<path d="M9 1 17 16 1 16Z"/>',
  cross: '<path d="M3 3 15 15M15 3 3 15" fill="none" stroke-width="3.5"/>',
};

/** One line of the legend: shape, word, and a place for the count. */
export function legendLine({ shape, color, word }: Look): { item: HTMLLIElement; count: HTMLElement } {
  const count = el('b');
  const item = el('li');
  item.innerHTML = `<svg viewBox="0 0 18 18" aria-hidden="true" fill="${color}" stroke="${color}" stroke-width="0">${SHAPES[shape]}</svg>`;
  item.append(word, count);
  return { item, count };
}

/**
 * Keeps Reveal from taking the keys that a focused control needs: Space and Enter always, arrows
 * and letters where they turn something. PageUp and PageDown pass: presenters' remotes send them.
 */
export function keepKeys(event: KeyboardEvent): void {
  const target = event.composedPath()[0];
  if (!(target instanceof HTMLElement) || event.ctrlKey || event.metaKey || event.altKey) return;
  if (event.key === 'Escape') {
    target.blur();
    event.stopPropagation();
  } else if (target.tagName === 'BUTTON' ? event.key === ' ' || event.key === 'Enter' : isInput(target) && !event.key.startsWith('Page')) {
    event.stopPropagation();
  }
}

/** After a mouse turned a control, give the arrow keys back to the deck. */
export function freeAfterPointer(root: ShadowRoot): void {
  let byPointer = false;
  root.addEventListener('pointerdown', () => {
    byPointer = true;
  });
  root.addEventListener('keydown', () => {
    byPointer = false;
  });
  root.addEventListener('change', ({ target }) => {
    if (byPointer && target instanceof HTMLElement) target.blur();
  });
}

function isInput(target: HTMLElement): boolean {
  return target.tagName === 'INPUT' || target.tagName === 'SELECT';
}
