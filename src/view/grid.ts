import type { NodeId } from '../gossip/types.ts';
import type { Glyphs } from './glyphs.ts';
import { fit, join, line, type Line, type Span } from '../terminal/line.ts';

/** How the nodes are laid out. It depends on their number and the room, never on the round. */
export interface GridPlan {
  readonly rows: number;
  readonly columns: number;
  /** How many cells in a row. */
  readonly perRow: number;
  /** How many nodes in a cell. */
  readonly bucket: number;
  /** `cells`: number and shape. `dense`: the shape alone, in tens. `packed`: the shape alone. */
  readonly look: 'cells' | 'dense' | 'packed';
  /** `cells`: the width of a cell. */
  readonly cell: number;
}

interface Room {
  readonly columns: number;
  readonly rows: number;
}

/** The most telling layout that fits. `digits` is the width of the number beside a node, 0 for none. */
export function planGrid(nodes: number, room: Room, digits = 0): GridPlan {
  return planCells(nodes, room, digits) ?? planDense(nodes, room) ?? planPacked(nodes, room);
}

function planCells(nodes: number, { columns, rows }: Room, digits: number): GridPlan | undefined {
  const cell = String(nodes - 1).length + 3 + (digits === 0 ? 0 : digits + 1);
  const fitting = Math.floor(columns / cell);
  const widths = fitting < 10 ? [5] : Array.from({ length: Math.floor(fitting / 10) }, (_, i) => 10 * (i + 1));
  const perRow = widths.find((width) => width <= fitting && Math.ceil(nodes / width) <= rows);
  if (perRow === undefined) return undefined;
  return { rows: Math.ceil(nodes / perRow), columns: perRow * cell, perRow, bucket: 1, look: 'cells', cell };
}

const TEN = 11;

function planDense(nodes: number, { columns, rows }: Room): GridPlan | undefined {
  const label = String(nodes - 1).length + 2;
  const tens = Math.min(10, Math.floor((columns - label + 1) / TEN));
  if (tens < 1 || Math.ceil(nodes / (tens * 10)) > rows) return undefined;
  return { rows: Math.ceil(nodes / (tens * 10)), columns: label + tens * TEN - 1, perRow: tens * 10, bucket: 1, look: 'dense', cell: 1 };
}

function planPacked(nodes: number, { columns, rows }: Room): GridPlan {
  const room = Math.max(1, columns - 1);
  const bucket = Math.max(1, Math.ceil(nodes / (room * Math.max(1, rows))));
  const cells = Math.ceil(nodes / bucket);
  const perRow = Math.min(room, cells);
  return { rows: Math.ceil(cells / perRow), columns: perRow + 1, perRow, bucket, look: 'packed', cell: 1 };
}

/** Who is pointed out, and who passed the news on to it. */
export interface Marks {
  readonly mark: NodeId | undefined;
  readonly way: ReadonlySet<NodeId>;
}

export function drawGrid(plan: GridPlan, nodes: number, glyphs: Glyphs, marks: Marks): Line[] {
  return Array.from({ length: plan.rows }, (_, row) => {
    const first = row * plan.perRow;
    const last = Math.min(first + plan.perRow, Math.ceil(nodes / plan.bucket));
    return (plan.look === 'cells' ? cellRow : shapeRow)(plan, nodes, glyphs, marks, first, last);
  });
}

function cellRow(plan: GridPlan, nodes: number, glyphs: Glyphs, { mark, way }: Marks, first: NodeId, last: NodeId): Line {
  const digits = String(nodes - 1).length;
  const pieces: Line[] = [];
  for (let node = first; node < last; node++) {
    const shape = glyphs.of(node);
    const name = String(node).padStart(digits, '0');
    const marked = node === mark;
    pieces.push(
      line(marked ? '[' : way.has(node) ? '>' : ' ', marked ? 'marked' : 'bold'),
      glyphs.number === undefined
        ? [{ text: name + shape.text, style: shape.style }]
        : [{ text: `${name} `, style: 'dim' }, { text: numbered(glyphs.number(node), plan.cell - digits - 4, shape), style: shape.style }],
      line(marked ? ']' : ' ', marked ? 'marked' : 'plain'),
    );
  }
  return join(...pieces);
}

/** The number, and the shape if it says more than the number does. */
function numbered(value: number, digits: number, shape: Span): string {
  const text = String(value);
  const shown = text.length <= digits ? text.padStart(digits) : '9'.repeat(digits);
  return shown + (shape.text === '+' || shape.text === '-' ? shape.text : ' ');
}

function shapeRow(plan: GridPlan, nodes: number, glyphs: Glyphs, { mark, way }: Marks, first: number, last: number): Line {
  const { bucket, look } = plan;
  const label = String(nodes - 1).length;
  // Without colours a character cannot be marked, but its row can.
  const here = mark !== undefined && mark >= first * bucket && mark < last * bucket;
  const spans: Line[] = [line((here ? '>' : ' ') + (look === 'dense' ? `${String(first).padStart(label)} ` : ''), here ? 'plain' : 'dim')];
  for (let cell = first; cell < last; cell++) {
    if (look === 'dense' && cell > first && cell % 10 === 0) spans.push(line(' '));
    const start = cell * bucket;
    const end = Math.min(nodes, start + bucket);
    const passed = bucket === 1 && start !== mark && way.has(start);
    const shape: Span = passed
      ? { text: '*', style: 'marked' }
      : bucket === 1
        ? glyphs.of(start)
        : glyphs.ofMany(Array.from({ length: end - start }, (_, i) => start + i));
    const marked = mark !== undefined && mark >= start && mark < end;
    spans.push([marked ? { text: shape.text, style: 'marked' } : shape]);
  }
  return fit(join(...spans), plan.columns);
}
