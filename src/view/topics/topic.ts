import type { NodeId } from '../../gossip/types.ts';
import type { Axes, Series } from '../../terminal/chart.ts';
import type { Line, Style } from '../../terminal/line.ts';
import type { Focus } from '../film/film-maker.ts';
import type { Film, Frame } from '../film/film.ts';
import type { Glyphs, Signs } from '../glyphs.ts';
import type { Order } from '../order.ts';

/** How messages are listed. */
export interface MessageSigns {
  /** What the signs mean, beside the list. */
  readonly screen: string;
  /** The same as a sentence. */
  readonly plain: string;
  /** Is a message that brought nothing new told apart from one that did? */
  readonly duplicates: boolean;
  /** Does the list name the type of each message? */
  readonly kinds: boolean;
}

/** Some words about a run, the most important first. */
export interface Figure {
  readonly words: readonly string[];
  readonly style?: Style;
}

/** A chart: what is in it, and between which ends. */
export interface Curves {
  readonly title: Line;
  readonly series: readonly Series[];
  readonly axes: Axes;
}

/** What was sent in a round. */
export interface News {
  /** What it is called when one tells another something; absent where nobody tells anything. */
  readonly told?: string;
  /** Everything else, counted. */
  readonly rest: readonly string[];
}

/** What a film is about, and all that the picture says of it. */
export interface Topic extends Focus {
  /** What the picture does not explain itself: for the page of help. */
  readonly note: string;
  readonly signs: MessageSigns;
  /** How the columns of the raster are put in order, unless the reader wants another one. */
  readonly order: Order;

  /** Whom the picture is about, where it is about one node: the one that is said to be dead. */
  about?(film: Film, frame: Frame, mark: NodeId | undefined): NodeId | undefined;
  /** How the nodes of a frame are drawn. */
  glyphs(film: Film, frame: Frame, about?: NodeId): Glyphs;
  /** How they are drawn in the raster, where that is about one round and the grid about all. */
  trace?(film: Film, frame: Frame): Signs;
  /** What a row of it is, and what its signs mean, if not what those of the grid do. */
  readonly traceHeading?: string;
  readonly traceKey?: string;
  /** The nodes in an order that only this topic knows, and what it is called. */
  layout?(film: Film, order: Order): NodeId[] | undefined;
  orderWords?(order: Order): string | undefined;
  /** The chart up to a position. */
  curves(film: Film, position: number, about: NodeId | undefined, unicode: boolean): Curves;
  /** The figures, a row each, the most important first. Their number does not change from round to round. */
  figures(film: Film, position: number, about: NodeId | undefined): Figure[];
  news(film: Film, frame: Frame): News;
  /** One node: what it is, and what it did. */
  nodeWords(film: Film, frame: Frame, node: NodeId): [string, string];

  /** For the title in plain text, where signs must be explained before they are used. */
  key?(film: Film): string;
  /** One round, in sentences without a full stop. */
  story(film: Film, frame: Frame): string[];
  /** What came of it all, in one line. */
  summary(film: Film, last: Frame): string;
}
