import type { Run } from '../model/run.ts';
import { el, setText } from './controls.ts';
import type { Answer } from '../model/answer.ts';

/** What a node answers, beside the picture, and a list of its messages to ask about. */
export class Panel {
  readonly element: HTMLElement;
  readonly #title = el('h3');
  readonly #lines = el('div', { class: 'answers' });
  readonly #messages = el('select', { 'aria-label': 'Its messages in this round' });
  readonly #message = el('p', { class: 'message' });
  #shown = '';

  constructor(onMessage: (message: number | undefined) => void) {
    this.#messages.addEventListener('change', () => onMessage(this.#messages.value === '' ? undefined : Number(this.#messages.value)));
    this.element = el('section', { class: 'panel', 'aria-label': 'Answer', hidden: '' }, this.#title, this.#lines, this.#messages, this.#message);
  }

  /** Writes the answer down; without one it is closed. */
  show(answer: Answer | undefined, { asked }: Run): void {
    this.element.hidden = answer === undefined;
    if (answer === undefined) return;
    setText(this.#title, answer.title);
    const lines = answer.lines.join('\n');
    if (lines !== this.#shown) {
      this.#shown = lines;
      this.#lines.replaceChildren(...answer.lines.map((line) => el('p', {}, line)));
    }
    this.#list(answer);
    this.#messages.value = asked?.message === undefined ? '' : String(asked.message);
    setText(this.#message, answer.message ?? '');
  }

  #list({ messages }: Answer): void {
    const first = `${messages.length === 0 ? 'No' : messages.length} message${messages.length === 1 ? '' : 's'} in this round`;
    const options = [['', first] as const, ...messages.map(({ index, words }) => [String(index), words] as const)];
    const known = [...this.#messages.options].map((option) => option.textContent);
    if (options.length === known.length && options.every(([, words], i) => words === known[i])) return;
    this.#messages.replaceChildren(...options.map(([value, words]) => el('option', { value }, words)));
  }
}
