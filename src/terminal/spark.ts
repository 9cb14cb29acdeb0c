import { join, line, type Line } from './line.ts';

const BLOCKS = '▁▂▃▄▅▆▇█';

/**
 * A curve on one row. `values` go from 0 to 1. Blocks where Unicode is known to work, else tenths as
 * digits. A curve that is longer than `columns` shows every second value, or third …
 */
export function spark(values: readonly number[], columns: number, unicode: boolean, stride = strideOf(values.length, columns)): string {
  let text = '';
  for (let i = stride - 1; i < values.length + stride - 1 && text.length < columns; i += stride) {
    text += level(values[Math.min(i, values.length - 1)]!, unicode);
  }
  return text;
}

/** How many values one character stands for. */
export function strideOf(values: number, columns: number): number {
  return Math.max(1, Math.ceil(values / Math.max(1, columns)));
}

function level(value: number, unicode: boolean): string {
  const share = Math.min(1, Math.max(0, value));
  if (!unicode) return String(Math.min(9, Math.floor(share * 10 + 1e-9)));
  return BLOCKS[Math.min(7, Math.floor(share * 8))]!;
}

/** `[####......]`, with one `#` at least for a share above 0, and all of them only for 1. */
export function bar(share: number, columns: number): string {
  const room = columns - 2;
  if (room < 1) return '';
  const full = share <= 0 ? 0 : share >= 1 ? room : Math.min(room - 1, Math.max(1, Math.round(share * room)));
  return `[${'#'.repeat(full)}${'.'.repeat(room - full)}]`;
}

/**
 * Two curves on a grid of characters: `*` is yours, `-` the theory, `=` both. Values from 0 to 1;
 * one column or more a round.
 */
export function chart(yours: readonly number[], theory: readonly number[], rounds: number, columns: number, rows: number): Line[] {
  const axis = 6;
  const room = columns - axis;
  const height = rows - 1;
  if (room < 8 || height < 3) return [];
  const stride = strideOf(rounds + 1, room);
  const wide = Math.max(1, Math.min(4, Math.floor(room / (rounds + 1))));
  const points = Math.min(Math.ceil((rounds + 1) / stride), Math.floor(room / wide));
  const rowOf = (curve: readonly number[], point: number): number => {
    const value = curve[Math.min(point * stride, Math.max(rounds, 0))];
    return value === undefined ? -1 : Math.round(Math.min(1, Math.max(0, value)) * (height - 1));
  };
  const lines: Line[] = [];
  for (let level = height - 1; level >= 0; level--) {
    const share = Math.round((100 * level) / (height - 1));
    const pieces: Line[] = [line(`${String(share).padStart(4)}% `, 'dim')];
    for (let point = 0; point < points; point++) {
      const you = rowOf(yours, point) === level;
      const they = rowOf(theory, point) === level;
      pieces.push(line((you ? (they ? '=' : '*') : they ? '-' : ' ').padEnd(wide), you ? 'infective' : 'dim'));
    }
    lines.push(join(...pieces));
  }
  const last = String(rounds);
  const width = points * wide;
  lines.push(line(' '.repeat(axis) + (width > last.length + 8 ? `0${'round'.padStart(Math.floor(width / 2))}`.padEnd(width - last.length) + last : '0'), 'dim'));
  return lines;
}
