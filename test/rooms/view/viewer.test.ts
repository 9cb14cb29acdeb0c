import { describe, expect, it } from 'vitest';
import { advance, keysOf, openViewer, speedOf, statusOf, type Viewer } from '../../../src/view/viewer.ts';
import { keyOf } from '../../../src/terminal/keys.ts';
import { drawHelp } from '../../../src/view/help.ts';
import { topicNamed } from '../../../src/view/topics/topics.ts';
import { textOf } from '../../../src/terminal/line.ts';
import { isCutIn, lossIn } from '../../../src/sim/changes.ts';
import { filmOf, replay } from './films.ts';

const film = filmOf('push');
const last = film.frames.length - 1;

function press(viewer: Viewer, ...keys: string[]): Viewer {
  return keys.reduce((state, key) => advance(state, { type: 'key', key }), viewer);
}

function open(round?: number): Viewer {
  return openViewer(film, { round, canRerun: true });
}

/** What the player does with a run that is wanted. */
function grant(viewer: Viewer): Viewer {
  return advance(viewer, { type: 'film', of: viewer.wanted!, film: replay('push', viewer.wanted!.scenario) });
}

describe('the viewer', () => {
  it('plays from the start, and stops at the end', () => {
    let viewer = open();
    expect(statusOf(viewer)).toBe('PLAYING');
    for (let i = 0; i < last; i++) viewer = advance(viewer, { type: 'tick' });
    expect(viewer).toMatchObject({ position: last, playing: false });
    expect(statusOf(viewer)).toBe('END');
  });

  it('opens paused at a round with a node marked', () => {
    const viewer = openViewer(film, { round: 3, mark: 17, canRerun: false });
    expect(viewer).toMatchObject({ position: 3, mark: 17, playing: false });
    expect(advance(viewer, { type: 'tick' })).toBe(viewer);
    expect(openViewer(film, { round: 999, canRerun: false }).position).toBe(last);
  });

  it('steps, and stays within the film', () => {
    expect(press(open(3), 'right', 'right', 'left').position).toBe(4);
    expect(press(open(0), 'left').position).toBe(0);
    expect(press(open(3), 'end', 'right').position).toBe(last);
    expect(press(open(3), 'home').position).toBe(0);
    expect(press(open(), 'right').playing).toBe(false);
  });

  it('pauses and plays with space, from the start when it was at the end', () => {
    expect(press(open(), 'space').playing).toBe(false);
    expect(press(open(3), 'space')).toMatchObject({ playing: true, position: 3 });
    expect(press(open(last), 'space')).toMatchObject({ playing: true, position: 0 });
  });

  it('goes faster and slower, within limits', () => {
    expect(speedOf(open())).toBe('1 round/s');
    expect(press(open(), '+', '=').speed).toBe(4);
    expect(press(open(), '-', '-', '_').speed).toBe(0.5);
    expect(press(open(), ...'++++++++').speed).toBe(16);
  });

  it('selects a node with tab, arrows, or its number', () => {
    expect(press(open(3), 'tab', 'tab').mark).toBe(1);
    expect(press(open(3), 'shift-tab').mark).toBe(39);
    expect(press(open(3), 'shift-tab', 'tab').mark).toBe(0);
    expect(press(open(3), 'tab', 'down', 'down', 'up').mark).toBe(10);
    expect(press(open(3), '1', '7').mark).toBe(17);
    expect(press(open(3), '1', '7', '2').mark).toBe(2);
    expect(press(open(3), '1', 'right', '7').mark).toBe(7);
    expect(press(open(3), '9', '9')).toMatchObject({ mark: undefined, typed: '', notice: 'there is no node 99: they are 0 to 39' });
    expect(press(open(3), '1', 'escape').mark).toBeUndefined();
  });

  it('lists every message in place of the raster, and back', () => {
    expect(press(open(3), 'm').messages).toBe(true);
    expect(keysOf(press(open(3), 'm'))).toContain('m raster');
    expect(press(open(3), 'm', 'm')).toEqual(open(3));
  });

  it('puts the columns of the raster in another order, in a circle that begins with the order of the topic', () => {
    const orders = [[], ['o'], ['o', 'o'], ['o', 'o', 'o']].map((keys) => press(open(3), ...keys).order);
    expect(orders).toEqual(['heard', 'number', 'teller', 'heard']);
    expect(openViewer(filmOf('merge'), { canRerun: false }).order).toBe('teller');
    expect(press(open(3), 'm', 'o').messages).toBe(false);
  });

  it('quits', () => {
    expect(press(open(), 'q')).toMatchObject({ over: true, interrupted: false });
    expect(press(open(), 'ctrl-c')).toMatchObject({ over: true, interrupted: true });
  });

  it('ignores keys that mean nothing', () => {
    for (const key of ['', 'x', 'return', 'nk', 'ctrl-k']) expect(press(open(3), key)).toEqual(open(3));
  });
});

describe('the help', () => {
  it.each(['?', 'h'])('opens with %s, and goes back with almost any key', (key) => {
    const open3 = open(3);
    expect(press(open3, key).help).toBe(0);
    for (const back of ['?', 'h', 'q', 'escape', 'm', 'o', 'n', '7']) expect(press(open3, key, back)).toEqual(open3);
    expect(press(open3, key, 'ctrl-c').over).toBe(true);
  });

  it('has pages, and holds the film', () => {
    const viewer = press(open(), '?', 'right', 'right', 'left');
    expect(viewer).toMatchObject({ help: 1, playing: true, position: 0 });
    expect(advance(viewer, { type: 'tick' })).toBe(viewer);
    expect(advance(press(viewer, '?'), { type: 'tick' }).position).toBe(1);
  });

  const text = (columns: number, rows: number, page = 0, canRerun = true): string =>
    drawHelp({ note: topicNamed('rumor').note, canRerun, page }, { columns, rows }).map(textOf).join('\n');

  it('lists every key that does something, and explains the theory', () => {
    const page = text(80, 24).replaceAll(/\s+/g, ' ');
    const named = ['space', 'left', 'right', 'home', 'end', '+', '-', 'tab', 'shift-tab', 'down', 'up', 'number', 'escape', 'm', 'o', 'n', 'k', 'c', 'l', 'L', '?', 'h', 'q'];
    for (const key of named) expect(page).toMatch(new RegExp(` ${key.replace(/[?+]/, '\\$&')} `));
    expect(page).toContain('theory is the mean-field curve');
    expect(page).toContain('nobody lost interest (no decay).');
    expect(page).toContain('? goes back to the picture');
    expect(text(80, 24, 0, false)).not.toContain('kill');
  });

  it('fits every terminal, in as many pages as it takes', () => {
    for (const [columns, rows] of [[80, 24], [40, 12], [20, 6], [200, 60], [30, 3], [1, 1]] as const) {
      const lines = drawHelp({ note: topicNamed('beliefs').note, canRerun: true, page: 1 }, { columns, rows });
      expect(lines.length).toBeLessThanOrEqual(rows - 1);
      for (const row of lines) expect(textOf(row).length).toBeLessThanOrEqual(columns);
    }
    const pages = [0, 1, 2, 3].map((page) => text(40, 12, page));
    expect(pages[0]).toContain('page 1 of 4');
    expect(pages.join('\n')).toContain('quit');
    expect(text(40, 12, 4)).toBe(pages[0]);
    expect(text(40, 12, -1)).toBe(pages[3]);
  });
});

it('the less and the more of loss are the keys that say so', () => {
  const more = grant(press(open(3), 'L', 'right'));
  expect(lossIn(more.film.scenario, 4)).toBe(0.05);
  expect(press(more, 'left', 'l').wanted!.scenario.faults).not.toContainEqual(expect.objectContaining({ loss: 0.05, at: 4 }));
  expect(keysOf(more)).toContain('l/L loss down/up');
});

describe('a change of the world', () => {
  it('is played again from the next round on, and keeps the position', () => {
    const asked = press(open(3), '1', '7', 'k');
    expect(asked.wanted!.scenario.faults).toEqual([{ type: 'crash', node: 17, at: 4 }]);
    expect(statusOf(asked)).toBe('RECORDING');
    const viewer = grant(asked);
    expect(viewer).toMatchObject({ position: 3, playing: false, wanted: undefined, notice: 'node 17 goes down from round 4 on (space plays on)' });
    expect(viewer.film.frames[4]!.crashed).toBe(1);
    expect(viewer.film.frames.slice(0, 4)).toEqual(film.frames.slice(0, 4));
    expect(keysOf(viewer)).toContain('k revive');
  });

  it('goes on playing if it was', () => {
    const viewer = grant(press(advance(open(), { type: 'tick' }), 'c'));
    expect(viewer).toMatchObject({ position: 1, playing: true });
    expect(keysOf(viewer)).toContain('c heal');
  });

  it('needs a node to kill', () => {
    expect(press(open(3), 'k')).toMatchObject({ wanted: undefined, notice: 'which node? choose one with tab, or type its number; then k' });
  });

  it('raises and lowers the loss', () => {
    expect(press(open(3), 'L').wanted!.scenario.faults).toEqual([{ type: 'link', from: 'all', to: 'all', loss: 0.05, at: 4 }]);
    expect(press(open(3), 'l')).toMatchObject({ wanted: undefined, notice: 'loss stays at 0%' });
  });

  it('to the next seed starts anew, if this run was playing or is over', () => {
    for (const before of [advance(open(), { type: 'tick' }), open(last)]) {
      const viewer = grant(press(before, 'n'));
      expect(viewer).toMatchObject({ position: 0, playing: true });
      expect(viewer.film.scenario.seed).toBe(film.scenario.seed + 1);
    }
  });

  it('to the next seed stays paused in the same round', () => {
    const viewer = grant(press(open(3), 'n'));
    expect(viewer).toMatchObject({ position: 3, playing: false, notice: 'seed 8 (space plays on)' });
    expect(viewer.film.scenario.seed).toBe(film.scenario.seed + 1);
  });

  it('comes on top of the one that is being recorded', () => {
    const asked = press(open(3), 'L', 'L', 'L');
    expect(lossIn(asked.wanted!.scenario, 4)).toBe(0.2);
    expect(press(asked, 'c', 'n').wanted).toMatchObject({ restart: true, scenario: { seed: film.scenario.seed + 1 } });
    expect(isCutIn(press(asked, 'c', 'n').wanted!.scenario, 4)).toBe(true);
    expect(press(asked, 'right').position).toBe(4);
  });

  it('is not taken for another one that was wanted meanwhile', () => {
    const first = press(open(3), 'L');
    const second = press(first, 'L');
    expect(advance(second, { type: 'film', of: first.wanted!, film: replay('push', first.wanted!.scenario) })).toBe(second);
    expect(advance(second, { type: 'refused', of: first.wanted!, sentence: 'no' })).toBe(second);
    expect(lossIn(grant(second).film.scenario, 4)).toBe(0.1);
  });

  it('holds the film until it is there', () => {
    const asked = press(advance(open(), { type: 'tick' }), 'c');
    expect(advance(asked, { type: 'tick' }).position).toBe(1);
    expect(advance(grant(asked), { type: 'tick' }).position).toBe(2);
  });

  it('that fails leaves the film as it is, and says why', () => {
    const asked = press(open(3), 'c');
    const viewer = advance(asked, { type: 'refused', of: asked.wanted!, sentence: 'a loop in it never ends' });
    expect(viewer).toMatchObject({ film, position: 3, wanted: undefined, notice: 'a loop in it never ends' });
    expect(press(viewer, 'right').notice).toBeUndefined();
  });

  it('is not offered where the run cannot be played again', () => {
    const viewer = openViewer(film, { round: 3, canRerun: false });
    expect(keysOf(viewer)).not.toContain('n next seed');
    expect(press(viewer, 'n')).toMatchObject({ wanted: undefined, notice: 'this run cannot be played again from here' });
  });
});

it.each([
  ['L', { name: 'l', shift: true }, 'L'],
  ['l', { name: 'l' }, 'l'],
  [' ', { name: 'space' }, 'space'],
  ['+', { sequence: '+' }, '+'],
  ['\t', { name: 'tab' }, 'tab'],
  [undefined, { name: 'tab', shift: true, sequence: '\x1b[Z' }, 'shift-tab'],
  [undefined, { name: 'left', sequence: '\x1b[D' }, 'left'],
  ['\x03', { name: 'c', ctrl: true }, 'ctrl-c'],
  [undefined, { sequence: '\x1b[99~' }, '\x1b[99~'],
])('the key %j %j is %s', (text, pressed, key) => {
  expect(keyOf(text, pressed)).toBe(key);
});
