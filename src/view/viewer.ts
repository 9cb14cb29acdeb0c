import type { NodeId } from '../gossip/types.ts';
import type { Scenario } from '../sim/scenario.ts';
import type { Film } from './film/film.ts';
import { ORDERS, type Order } from './order.ts';
import { topicOf } from './topics/topics.ts';
import { isDownIn, isCutIn, stepLoss, toggleCut, toggleNode, type Change } from '../sim/changes.ts';
import { ENDINGS } from './words.ts';

/** Rounds a second. */
const SPEEDS = [0.5, 1, 2, 4, 8, 16];

/** Everything the viewer shows depends on this. */
export interface Viewer {
  readonly film: Film;
  /** An index in `film.frames`. */
  readonly position: number;
  readonly playing: boolean;
  /** Rounds a second. */
  readonly speed: number;
  /** The node that is pointed out. */
  readonly mark: NodeId | undefined;
  /** The digits typed so far of the number of a node. */
  readonly typed: string;
  /** How the columns of the raster are put in order. */
  readonly order: Order;
  /** Every message is listed, in place of the raster. */
  readonly messages: boolean;
  /** A sentence about what happened last. */
  readonly notice: string | undefined;
  /** Another run of the same code that is being recorded. */
  readonly wanted: Wanted | undefined;
  readonly canRerun: boolean;
  /** The page of help that is shown in place of the picture. */
  readonly help: number | undefined;
  readonly over: boolean;
  /** It is over because of Ctrl-C. */
  readonly interrupted: boolean;
  /** There is something to go back to. */
  readonly within: boolean;
}

export interface Wanted {
  readonly scenario: Scenario;
  /** Is it another run from its first round on? Otherwise the past is the same. */
  readonly restart: boolean;
  readonly said: string;
}

/** What can happen to a viewer. A key is its name (`left`) or, for one that has no name, its character. */
export type Action =
  | { readonly type: 'key'; readonly key: string }
  | { readonly type: 'tick' }
  /** What was wanted has been recorded, or could not be. Something else may be wanted by now. */
  | { readonly type: 'film'; readonly of: Wanted; readonly film: Film }
  | { readonly type: 'refused'; readonly of: Wanted; readonly sentence: string };

export interface Opening {
  /** Open paused at this round. */
  readonly round?: number | undefined;
  readonly mark?: NodeId | undefined;
  /** Can the run be played again in another world? */
  readonly canRerun: boolean;
  /** Is there something to which the reader goes back? */
  readonly within?: boolean;
}

export function openViewer(film: Film, { round, mark, canRerun, within: opened = false }: Opening): Viewer {
  const position = within(film, round ?? 0);
  return {
    film,
    position,
    playing: round === undefined,
    speed: 1,
    mark,
    typed: '',
    order: topicOf(film).order,
    messages: false,
    notice: undefined,
    wanted: undefined,
    canRerun,
    help: undefined,
    over: false,
    interrupted: false,
    within: opened,
  };
}

/** The state after an action. */
export function advance(viewer: Viewer, action: Action): Viewer {
  switch (action.type) {
    case 'key':
      return press({ ...viewer, notice: undefined, typed: isDigit(action.key) ? viewer.typed : '' }, action.key);
    case 'tick':
      return tick(viewer);
    case 'film':
      return action.of === viewer.wanted ? show(viewer, action.of, action.film) : viewer;
    case 'refused':
      return action.of === viewer.wanted ? { ...viewer, wanted: undefined, notice: action.sentence } : viewer;
  }
}

function tick(viewer: Viewer): Viewer {
  // While another run is recorded, this one's future is not worth showing; under the help, nobody would see it.
  if (!viewer.playing || viewer.wanted !== undefined || viewer.help !== undefined) return viewer;
  const position = viewer.position + 1;
  if (position > lastOf(viewer)) return { ...viewer, playing: false };
  return { ...viewer, position, playing: position < lastOf(viewer) };
}

function show(viewer: Viewer, wanted: Wanted, film: Film): Viewer {
  // Who has paused wants to compare this round; who has seen the run to its end, to see another.
  const anew = wanted.restart && (viewer.playing || viewer.position === lastOf(viewer));
  const position = anew ? 0 : within(film, viewer.position);
  const playing = (anew || viewer.playing) && position < film.frames.length - 1;
  const notice = playing ? wanted.said : `${wanted.said} (space plays on)`;
  return { ...viewer, film, position, playing, wanted: undefined, notice: wanted.said === '' ? undefined : notice };
}

function press(viewer: Viewer, key: string): Viewer {
  if (viewer.help !== undefined) return leaf(viewer, viewer.help, key);
  if (isDigit(key)) return type(viewer, key);
  switch (key) {
    case 'space':
      return viewer.playing ? { ...viewer, playing: false } : { ...viewer, playing: true, position: viewer.position === lastOf(viewer) ? 0 : viewer.position };
    case 'left':
      return goTo(viewer, viewer.position - 1);
    case 'right':
      return goTo(viewer, viewer.position + 1);
    case 'home':
      return goTo(viewer, 0);
    case 'end':
      return goTo(viewer, lastOf(viewer));
    case '+':
    case '=':
      return { ...viewer, speed: SPEEDS.find((speed) => speed > viewer.speed) ?? viewer.speed };
    case '-':
    case '_':
      return { ...viewer, speed: SPEEDS.findLast((speed) => speed < viewer.speed) ?? viewer.speed };
    case 'tab':
    case 'shift-tab':
    case 'down':
    case 'up':
      return { ...viewer, mark: nextMark(viewer, key) };
    case 'escape':
      return { ...viewer, mark: undefined };
    case 'm':
      return { ...viewer, messages: !viewer.messages };
    case 'o':
      return { ...viewer, order: ORDERS[(ORDERS.indexOf(viewer.order) + 1) % ORDERS.length]!, messages: false };
    case '?':
    case 'h':
      return { ...viewer, help: 0 };
    case 'q':
    case 'ctrl-d':
      return { ...viewer, over: true };
    case 'ctrl-c':
      return { ...viewer, over: true, interrupted: true };
    default:
      return changeWorld(viewer, key);
  }
}

/** In the help, some keys turn the page, and all others go back to the picture. */
function leaf(viewer: Viewer, page: number, key: string): Viewer {
  switch (key) {
    case 'right':
    case 'down':
    case 'space':
    case 'tab':
      return { ...viewer, help: page + 1 };
    case 'left':
    case 'up':
    case 'shift-tab':
      return { ...viewer, help: page - 1 };
    case 'ctrl-c':
      return { ...viewer, over: true, interrupted: true };
    case 'ctrl-d':
      return { ...viewer, over: true };
    default:
      return { ...viewer, help: undefined };
  }
}

const STEPS = { tab: 1, 'shift-tab': -1, down: 10, up: -10 } as const;

/** The next node in the order of their numbers, or the one ten further on, which is often a row. */
function nextMark({ film, mark }: Viewer, key: keyof typeof STEPS): NodeId {
  const { nodes } = film.scenario;
  if (mark === undefined) return key === 'shift-tab' || key === 'up' ? nodes - 1 : 0;
  const step = STEPS[key];
  const next = mark + step;
  if (Math.abs(step) === 1) return (next + nodes) % nodes;
  return next < 0 || next >= nodes ? mark : next;
}

/** Digits make a number. After as many as the greatest number has, the next one begins another. */
function type(viewer: Viewer, digit: string): Viewer {
  const { nodes } = viewer.film.scenario;
  const typed = viewer.typed.length < String(nodes - 1).length ? viewer.typed + digit : digit;
  if (Number(typed) < nodes) return { ...viewer, typed, mark: Number(typed) };
  return { ...viewer, typed: '', mark: undefined, notice: `there is no node ${typed}: they are 0 to ${nodes - 1}` };
}

const WORLD_KEYS = new Set(['n', 'k', 'c', 'l', 'L']);

/** While one change is being recorded, the next one is made on top of it. */
function changeWorld(viewer: Viewer, key: string): Viewer {
  if (!WORLD_KEYS.has(key)) return viewer;
  if (!viewer.canRerun) return { ...viewer, notice: 'this run cannot be played again from here' };
  const { film, mark, wanted } = viewer;
  const scenario = wanted?.scenario ?? film.scenario;
  const round = film.frames[viewer.position]!.round + 1;
  switch (key) {
    case 'n':
      return { ...viewer, wanted: { scenario: { ...scenario, seed: scenario.seed + 1 }, restart: true, said: viewer.playing ? '' : `seed ${scenario.seed + 1}` } };
    case 'k':
      if (mark === undefined) return { ...viewer, notice: 'which node? choose one with tab, or type its number; then k' };
      return want(viewer, toggleNode(scenario, mark, round));
    case 'c':
      return want(viewer, toggleCut(scenario, round));
    default:
      return want(viewer, stepLoss(scenario, key === 'L', round));
  }
}

function want(viewer: Viewer, { scenario, said }: Change): Viewer {
  if (scenario === (viewer.wanted ?? viewer.film).scenario) return { ...viewer, notice: said };
  return { ...viewer, wanted: { scenario, restart: viewer.wanted?.restart ?? false, said } };
}

function goTo(viewer: Viewer, position: number): Viewer {
  return { ...viewer, playing: false, position: within(viewer.film, position) };
}

function lastOf({ film }: Viewer): number {
  return film.frames.length - 1;
}

function within(film: Film, position: number): number {
  return Math.min(film.frames.length - 1, Math.max(0, position));
}

function isDigit(key: string): boolean {
  return /^[0-9]$/.test(key);
}

/** One word for what the viewer is doing. */
export function statusOf(viewer: Viewer): string {
  if (viewer.wanted !== undefined) return 'RECORDING';
  if (viewer.playing) return 'PLAYING';
  if (viewer.position !== lastOf(viewer)) return 'PAUSED';
  const { fault, ending } = viewer.film;
  if (fault !== undefined) return 'STOPPED';
  return ending === undefined ? 'END' : `END: ${ENDINGS[ending].short}`;
}

export function speedOf({ speed }: Viewer): string {
  return `${speed} round${speed === 1 ? '' : 's'}/s`;
}

/** What the keys do now, for the last rows of the screen. */
export function keysOf(viewer: Viewer): string[] {
  const { film, mark, messages, playing, position, canRerun, within: opened } = viewer;
  const round = film.frames[position]!.round + 1;
  const world = [
    'n next seed',
    mark !== undefined && isDownIn(film.scenario, mark, round) ? 'k revive' : 'k kill',
    isCutIn(film.scenario, round) ? 'c heal' : 'c cut',
    'l/L loss down/up',
  ];
  return [
    `space ${playing ? 'pause' : 'play'}`,
    'left/right step',
    'tab node',
    ...(canRerun ? world.slice(0, 2) : []),
    messages ? 'm raster' : 'm messages',
    ...(canRerun ? world.slice(2) : []),
    'o order',
    'home/end',
    '+/- speed',
    `? help  ${opened ? 'q back' : 'q quit'}`,
  ];
}
