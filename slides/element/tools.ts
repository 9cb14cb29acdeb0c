import type { NodeId } from '../../src/gossip/types.ts';
import type { Run } from '../model/run.ts';
import type { Click } from '../model/run-state.ts';
import { showValue } from './bar.ts';
import { button, el, setText } from './controls.ts';

/** What can be done to a node, or to the network, and what asks it. */
export interface Deeds {
  tell(node: NodeId): void;
  kill(node: NodeId): void;
  cut(): void;
  ask(node: NodeId): void;
  /** Closes the answer. */
  close(): void;
  choose(node: NodeId): void;
  /** Nothing has changed but what is said, or what a click will do. */
  used(): void;
}

const CLICKS: Readonly<Record<Click, string>> = { tell: 'tells it', kill: 'kills or revives it', ask: 'asks it' };

/** The controls that do to a node what the mouse does. */
export class Tools {
  readonly element: HTMLElement;
  readonly #names: readonly string[];
  readonly #run: Run;
  readonly #deeds: Deeds;
  readonly #node = el('input', { type: 'number', min: '0', value: '0' });
  readonly #ask: HTMLButtonElement;
  readonly #cut: HTMLButtonElement;
  readonly #clicks: readonly Click[];
  readonly #choice: HTMLSelectElement;

  constructor(run: Run, names: readonly string[], deeds: Deeds) {
    this.#run = run;
    this.#names = names;
    this.#deeds = deeds;
    this.#clicks = [...(['tell', 'kill'] as const).filter((name) => names.includes(name)), 'ask'];
    this.#choice = this.#clickChoice();
    this.#node.addEventListener('input', () => this.#withNode((node) => deeds.choose(node)));
    this.#ask = button('Ask it', () => (run.asked === undefined ? this.#withNode(deeds.ask) : deeds.close()));
    this.#cut = button('Cut in two', deeds.cut);
    this.element = el('div', { class: 'tools' }, el('label', {}, 'Node', this.#node),
      ...(names.includes('tell') ? [button('Tell it', () => this.#withNode(deeds.tell))] : []),
      ...(names.includes('kill') ? [button('Kill or revive', () => this.#withNode(deeds.kill))] : []),
      this.#ask, ...(names.includes('cut') ? [this.#cut] : []),
      ...(this.#clicks.length > 1 ? [el('label', {}, 'A click', this.#choice)] : []));
  }

  get cuts(): boolean {
    return this.#names.includes('cut');
  }

  /** A click on `node`: does to it what a click does here. */
  clicked(node: NodeId): void {
    this.#deeds[this.#click](node);
  }

  get #click(): Click {
    return this.#run.click ?? this.#clicks[0]!;
  }

  show(run: Run, round: number): void {
    this.#node.max = String(run.settings.nodes - 1);
    showValue(this.#node, String(run.chosen ?? 0));
    setText(this.#ask, run.asked === undefined ? 'Ask it' : 'Close');
    this.#ask.setAttribute('aria-expanded', String(run.asked !== undefined));
    this.#choice.value = this.#click;
    setText(this.#cut, run.isCut(round + 1) ? 'Heal the cut' : 'Cut in two');
  }

  /** Does something with the node that the field names. A number that no node has is refused, and said. */
  #withNode(then: (node: NodeId) => void): void {
    const node = Number(this.#node.value);
    if (this.#node.value !== '' && Number.isInteger(node) && node >= 0 && node < this.#run.settings.nodes) return then(node);
    this.#run.said = `There is no node ${this.#node.value === '' ? 'without a number' : this.#node.value}; there are 0 to ${this.#run.settings.nodes - 1}.`;
    this.#deeds.used();
  }

  #clickChoice(): HTMLSelectElement {
    const choice = el('select', {}, ...this.#clicks.map((click) => el('option', { value: click }, CLICKS[click])));
    choice.addEventListener('change', () => {
      this.#run.click = choice.value as Click;
      this.#deeds.used();
    });
    return choice;
  }
}
