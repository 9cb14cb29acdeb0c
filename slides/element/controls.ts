import type { Knob } from './knobs.ts';
import type { Settings } from '../model/settings.ts';

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

/** `name` is what it is called, if its label alone does not say enough. A name holds the label. */
export function button(label: string, onClick: () => void, className = '', name = ''): HTMLButtonElement {
  const element = el('button', { type: 'button', ...(className === '' ? {} : { class: className }), ...(name === '' ? {} : { 'aria-label': name }) }, label);
  element.addEventListener('click', onClick);
  return element;
}

/** Writes text only where it changed, so that an idle picture costs nothing. */
export function setText(element: HTMLElement, text: string): void {
  if (element.textContent !== text) element.textContent = text;
}

/** A control for one knob, and a way to show what the knob is turned to. */
export interface KnobControl {
  readonly element: HTMLElement;
  show(settings: Settings): void;
}

/** A labelled slider or list. `turn` is told what is wanted. */
export function knobControl(knob: Knob, turn: (value: number | string) => void): KnobControl {
  return 'options' in knob ? listFor(knob, turn) : sliderFor(knob, turn);
}

function listFor(knob: Extract<Knob, { options: unknown }>, turn: (value: number | string) => void): KnobControl {
  const select = el('select', {}, ...knob.options.map(([value, label]) => el('option', { value }, label)));
  select.addEventListener('change', () => turn(knob.numeric ? Number(select.value) : select.value));
  return {
    element: el('label', { 'data-knob': knob.name }, knob.label, select),
    show: (settings) => {
      select.value = String(settings[knob.name]);
    },
  };
}

function sliderFor({ name, label, min, max, step, format }: Exclude<Knob, { options: unknown }>, turn: (value: number) => void): KnobControl {
  const range = el('input', { type: 'range', min: String(min), max: String(max), step: String(step) });
  const shown = el('output', { 'aria-live': 'off' });
  range.addEventListener('input', () => turn(Number(range.value)));
  return {
    element: el('label', { 'data-knob': name }, label, range, shown),
    show: (settings) => {
      range.value = String(settings[name]);
      setText(shown, format(Number(settings[name])));
      range.setAttribute('aria-valuetext', shown.textContent!);
    },
  };
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
