import type { NodeId } from '../../gossip/types.ts';
import { plural } from '../../terminal/line.ts';
import type { Denial, Film, Frame } from '../film/film.ts';
import { beliefsAbout, isDown, lastTold, toldBy } from '../film/reading.ts';

/** Does anybody only suspect somebody in this film? Step 05 knows no more than alive and dead. */
export function hasSuspects({ changes }: Film): boolean {
  return changes.values.includes(1);
}

/** What was denied by the end of a round: by `node`, or by anybody. */
export function denialsOf({ denials }: Film, { round }: Frame, node?: NodeId): Denial[] {
  return denials.filter((denial) => denial.round <= round && (node === undefined || denial.node === node));
}

/** Who found out by itself that `subject` does not answer, and how often; not those who were told. */
function accusersOf({ changes }: Film, { round }: Frame, subject: NodeId): NodeId[] {
  const { rounds, nodes, froms, values, about } = changes;
  return [...new Set(Array.from(nodes).filter((_, i) => rounds[i]! <= round && about[i] === subject && values[i]! > 0 && froms[i] === -1))];
}

/** One node: what it is, whom it believes dead, and who says so of it. */
export function believerWords(film: Film, frame: Frame, node: NodeId): [string, string] {
  const views = film.subjects.flatMap((subject) => {
    const belief = beliefsAbout(film, subject, frame.round)[node];
    if (belief === 0 || subject === node) return [];
    const told = lastTold(film, node, frame.round, subject)!;
    return [`${subject} ${belief === 2 ? 'dead' : 'suspect'} (${told.from === undefined ? 'found out itself' : `told by ${told.from}`}, round ${told.round})`];
  });
  const denials = denialsOf(film, frame, node);
  const denied = denials.length === 0 ? '' : `, has denied ${plural(denials.length, 'time')} and is in incarnation ${denials.at(-1)!.incarnation}`;
  const accusers = hasSuspects(film) ? accusersOf(film, frame, node) : [];
  const told = [...new Set(film.subjects.flatMap((subject) => toldBy(film, node, frame.round, subject)))];
  const heard = told.length === 0 ? 'nobody has learned a verdict from it' : `learned a verdict from it: ${told.join(' ')}`;
  return [
    `node ${node}: ${isDown(frame, node) ? 'DOWN' : 'up'}${denied}, ${views.length === 0 ? 'believes everybody alive' : `believes ${views.join(', ')}`}`,
    accusers.length === 0 ? heard : `accused by ${accusers.join(' ')}; ${heard}`,
  ];
}
