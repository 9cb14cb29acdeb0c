import { pushCurve } from '../../src/sim/theory.ts';
import type { Scenario } from '../../src/sim/scenario.ts';
import type { Totals } from '../model/frame.ts';
import type { Run } from '../model/run.ts';
import type { Settings, View } from '../model/settings.ts';
import { valueLook } from './looks.ts';
import { BLUE, INK, MUTED, ORANGE, PINK, VERMILLION } from './palette.ts';

export interface Line {
  readonly name: string;
  /** Entry r is the share, 0 to 1, after round r. */
  readonly shares: readonly number[];
  readonly color: string;
  readonly width: number;
  readonly dash: readonly number[];
  /** Drawn as far as the playhead is; otherwise from end to end. */
  readonly grows: boolean;
}

/** Before this step nobody loses interest, and who knows is infective. */
const FIRST_WITH_DECAY = 4;
/** From this step on somebody is only suspected at first. */
const FIRST_WITH_SUSPICION = 6;

/** Is this about who is wrong about whom? So it is where nobody has to die for it. */
function countsPairs({ view, step, faults }: Settings): boolean {
  return view === 'beliefs' && (step >= FIRST_WITH_SUSPICION || faults.some(({ type }) => type === 'link'));
}

/** A line that grows with the run: what it counts, among how many. */
interface Measure {
  readonly name: string;
  readonly color: string;
  share(totals: Totals, scenario: Scenario): number;
  /** Where it begins, before the first round. */
  start?(scenario: Scenario): number;
}

const MEASURES: Readonly<Record<View, (run: Run) => Measure[]>> = {
  rumor: ({ settings }) => {
    const knows: Measure = { name: 'knows', color: INK, share: ({ knowing }, { nodes }) => knowing / nodes, start: firstShare };
    if (settings.step < FIRST_WITH_DECAY) return [{ ...knows, name: 'share that knows', color: ORANGE }];
    return [knows, { name: settings.plain ? 'calls' : 'infective', color: ORANGE, share: ({ hot }, { nodes }) => hot / nodes, start: firstShare }];
  },
  // The colour of each is that of its nodes.
  values: ({ film }) => {
    const values = film?.values.map(({ value }) => value) ?? [];
    return values.map((_, index) => {
      const { word, color } = valueLook(index, values);
      return { name: word, color, share: ({ holders }: Totals, { nodes }: Scenario) => (holders[index] ?? 0) / nodes };
    });
  },
  beliefs: (run) => {
    const { film, settings } = run;
    if (countsPairs(settings)) return pairsOf(run);
    if (film !== undefined && hasCrash(film.scenario)) return [{ name: 'share that knows of the death', color: BLUE, share: ({ believers }, { nodes }) => believers / (nodes - 1) }];
    return [{ name: 'share alive, called dead', color: VERMILLION, share: ({ accused }, { nodes }) => accused / nodes }];
  },
  calls: () => [],
};

/** The wrong pairs (somebody believes somebody dead who lives) and the suspicions, as parts of the most that there is. */
function pairsOf(run: Run): Measure[] {
  const top = topOf(run) ?? 1;
  const wrong: Measure = { name: 'wrong pairs', color: VERMILLION, share: ({ wrongPairs }) => wrongPairs / top };
  if (run.settings.step < FIRST_WITH_SUSPICION) return [wrong];
  return [wrong, { name: 'suspicions', color: PINK, share: ({ suspicions }) => suspicions / top }];
}

/** What the top of the chart stands for, where that is no share: one a node at least, so that a single mistake does not fill the picture. */
export function topOf({ film, settings, earlier = [] }: Run): number | undefined {
  if (film === undefined || !countsPairs(settings)) return undefined;
  return film.frames.reduce((most, { totals }) => Math.max(most, totals.wrongPairs, totals.suspicions), Math.max(film.scenario.nodes, ...earlier));
}

/** All lines of the chart, up to `round` where they grow. */
export function linesOf(run: Run, round: number): Line[] {
  const { film, settings, earlier } = run;
  if (film === undefined) return [];
  const lines = MEASURES[settings.view](run).map((measure): Line => ({ name: measure.name, shares: sharesOf(run, measure, round), color: measure.color, width: 3.5, dash: [], grows: true }));
  if (settings.theory && settings.view === 'rumor') {
    const name = settings.step < FIRST_WITH_DECAY ? 'theory' : 'theory, no decay';
    lines.push({ name, shares: theoryOf(film.scenario), color: INK, width: 2, dash: [7, 6], grows: false });
  }
  const top = topOf(run) ?? 1;
  if (earlier !== undefined) lines.push({ name: 'run before', shares: earlier.map((height) => height / top), color: MUTED, width: 2, dash: [2, 4], grows: false });
  return lines;
}

/** What the curve of a run shows, as far as it was looked at: of several, the last. Counts stay counts, for the next run may reach higher. */
export function heightsSoFar(run: Run): readonly number[] {
  const measures = MEASURES[run.settings.view](run);
  const measure = run.settings.view === 'values' ? measures.at(-1) : measures[0];
  if (measure === undefined) return [];
  const top = topOf(run) ?? 1;
  return sharesOf(run, measure, Math.ceil(run.head.position)).map((share) => share * top);
}

function sharesOf({ film }: Run, { share, start }: Measure, round: number): number[] {
  const { scenario, frames } = film!;
  return [start?.(scenario) ?? 0, ...frames.slice(0, round).map(({ totals }) => share(totals, scenario))];
}

function firstShare({ nodes, writes }: Scenario): number {
  return writes.some(({ round }) => round === 1) ? 1 / nodes : 0;
}

/** The mean-field curve, from the round in which the latest rumor was written. */
function theoryOf({ nodes, fanout, loss, rounds, writes }: Scenario): number[] {
  const [first] = writes;
  if (first === undefined) return [];
  const latest = writes.reduce((newest, write) => (write.version > newest.version ? write : newest), first);
  const curve = pushCurve(nodes, fanout, loss, rounds - latest.round + 1);
  return [...Array<number>(latest.round - 1).fill(0), ...curve.map((knowing) => knowing / nodes)];
}

function hasCrash({ faults }: Scenario): boolean {
  return faults.some((fault) => fault.type === 'crash');
}
