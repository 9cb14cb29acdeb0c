import type { CreateNode, Message, NodeId } from '../../src/gossip/types.ts';
import { ROUND } from '../../src/host/round.ts';
import type { Scenario } from '../../src/sim/scenario.ts';
import { Simulation } from '../../src/sim/simulate.ts';
import { FilmMaker } from '../../src/view/film/film-maker.ts';
import { topicNamed } from '../../src/view/topics/topics.ts';
import { Diary } from './diary.ts';
import type { Flight, Frame } from './frame.ts';
import type { Run } from './run.ts';
import type { Asked } from './run-state.ts';
import type { Settings } from './settings.ts';
import { warpOf } from './warp.ts';

/** A message in a list to choose from. */
interface Choice {
  /** Its place among the messages of the round. */
  readonly index: number;
  readonly words: string;
}

/** What a node says of itself. */
export interface Answer {
  readonly title: string;
  readonly lines: readonly string[];
  readonly messages: readonly Choice[];
  /** More about the one message that was asked. */
  readonly message: string | undefined;
}

/**
 * Asks one node of a run. It plays the run once more and listens, so a run of which nobody asks costs
 * nothing. Node and messages are described in the words of the terminal, which reads the same trace.
 */
class Interview {
  readonly node: NodeId;
  readonly scenario: Scenario;
  readonly #settings: Settings;
  readonly #diary: Diary;
  readonly #maker: FilmMaker;
  readonly #simulation: Simulation<Message>;
  #round = 0;
  #words: string[] = [];

  constructor(node: NodeId, scenario: Scenario, settings: Settings, createNode: CreateNode) {
    this.node = node;
    this.scenario = scenario;
    this.#settings = settings;
    this.#diary = new Diary(node);
    this.#maker = new FilmMaker(scenario, topicNamed(settings.view), '');
    this.#simulation = new Simulation(scenario, createNode, (event) => {
      // A frame is complete when the next round begins, and the diary is of the round before.
      if (event.type === 'round') this.#words = this.#diary.words(settings);
      this.#maker.listen(event);
      this.#diary.listen(event);
    });
  }

  /** What the node is at the end of `round`; undefined when it is too late to ask, because the run is further. */
  after(round: number): string[] | undefined {
    if (round < this.#round) return undefined;
    try {
      while (this.#simulation.round <= round) this.#simulation.playRound();
    } catch {
      // The code of a node has failed, which the picture says itself. What was known by then still holds.
    }
    this.#round = round;
    const film = this.#maker.soFar(this.scenario.nodes);
    const frame = film.frames[round] ?? film.frames.at(-1);
    if (frame === undefined) return [];
    const known = this.#settings.view === 'calls' ? [] : this.#words;
    return [...topicNamed(this.#settings.view).nodeWords(film, frame, this.node), ...known];
  }
}

/** Answers questions about a run, and remembers whom it asked. */
export class Answers {
  #interview: Interview | undefined;
  #known: { readonly round: number; readonly lines: readonly string[] } | undefined;

  /** What the node that was asked says about the last round that is over, and about its messages in the round on screen. */
  to(run: Run): Answer | undefined {
    const { asked, film, createNode, settings, now } = run;
    if (asked === undefined || film === undefined || createNode === undefined) return undefined;
    const round = now.phase < 1 ? Math.max(0, now.round - 1) : now.round;
    const frame = film.frames[now.round - 1];
    const at = frame === undefined || now.phase >= 1 ? Infinity : warpOf(frame).timeOf(now.phase);
    return {
      title: `Node ${asked.node}, at the end of round ${round}`,
      lines: this.#lines(asked.node, round, film.scenario, settings, createNode),
      messages: messagesOf(frame, asked.node, at),
      message: messageWords(frame, asked, at),
    };
  }

  #lines(node: NodeId, round: number, scenario: Scenario, settings: Settings, createNode: CreateNode): readonly string[] {
    const same = this.#interview?.node === node && this.#interview.scenario === scenario;
    if (same && this.#known?.round === round) return this.#known.lines;
    let lines = same ? this.#interview!.after(round) : undefined;
    if (lines === undefined) {
      this.#interview = new Interview(node, scenario, settings, createNode);
      lines = this.#interview.after(round)!;
    }
    this.#known = { round, lines: lines.map(([first = '', ...rest]) => `${first.toUpperCase()}${rest.join('')}.`) };
    return this.#known.lines;
  }
}

const OUTCOMES: Readonly<Record<Flight['outcome'], string>> = { news: 'news', known: 'known already', taken: 'arrived', lost: 'lost', 'under way': 'still under way' };

/** The messages of a node that are sent by `at`, and what has come of them by then. */
function messagesOf(frame: Frame | undefined, node: NodeId, at: number): Choice[] {
  return (frame?.flights ?? []).flatMap((flight, index) => {
    const { from, to, message, depart } = flight;
    if ((from !== node && to !== node) || depart > at) return [];
    const whom = from === node ? `to ${to}` : `from ${from}`;
    return [{ index, words: `${message.type} ${whom}: ${OUTCOMES[outcomeBy(flight, at)]}` }];
  });
}

/** While a message is under way, nobody knows what will come of it. */
function outcomeBy({ arrive, outcome }: Flight, at: number): Flight['outcome'] {
  return arrive > at ? 'under way' : outcome;
}

function messageWords(frame: Frame | undefined, { message }: Asked, at: number): string | undefined {
  const flight = message === undefined ? undefined : frame?.flights[message];
  if (flight === undefined || flight.depart > at) return undefined;
  const { from, to, depart, arrive } = flight;
  const outcome = outcomeBy(flight, at);
  const way = outcome === 'lost' ? 'was lost' : outcome === 'under way' || arrive >= ROUND ? 'is still under way' : `arrived at ${arrive} ms: ${OUTCOMES[outcome]}`;
  return `${flight.message.type} from ${from} to ${to}, sent at ${depart} ms, ${way}. ${contentWords(flight.message)}`;
}

/** What a message carries: its updates, or whatever else stands in it. */
function contentWords(message: Message): string {
  if (message.updates !== undefined) {
    const updates = message.updates.map(({ key, value, version, writer }) => `${key} “${value}”, version ${version} of writer ${writer}`);
    return updates.length === 0 ? 'It carries nothing.' : `It carries ${updates.join('; ')}.`;
  }
  const fields = Object.entries(message).filter(([name]) => name !== 'type');
  return fields.length === 0 ? '' : `It says ${fields.map(([name, value]) => `${name} ${String(value)}`).join(', ')}.`;
}
