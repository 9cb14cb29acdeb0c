import fc from 'fast-check';
import { describe, expect, it, vi } from 'vitest';
import { drawFrame } from '../../../src/view/frame.ts';
import { join, line, textOf, type Line, type Style } from '../../../src/terminal/line.ts';
import { measureFrames } from '../../../src/authoring/bench/frame-cost.ts';
import { painter } from '../../../src/terminal/paint.ts';
import { framed, openScreen } from '../../../src/terminal/screen.ts';
import { FakeHost, FakeOutput, ScreenModel } from '../view/fakes.ts';
import { filmOf, replay } from '../view/films.ts';
import { seed } from '../../support/seed.ts';

// A busy machine is slow, not wrong.
vi.setConfig({ testTimeout: 60_000 });

const paint = painter(3);

describe('differences', () => {
  const styles: readonly Style[] = ['plain', 'infective', 'fresh', 'removed', 'dim', 'marked', 'place'];
  const aLine = fc
    .array(fc.tuple(fc.stringMatching(/^[ .#@a-c]{0,12}$/), fc.constantFrom(...styles)), { maxLength: 5 })
    .map((spans): Line => join(...spans.map(([text, style]) => line(text, style))));
  const aFrame = fc.array(aLine, { maxLength: 6 });

  it('turn any frame into any other', () => {
    fc.assert(
      fc.property(fc.array(aFrame, { minLength: 1, maxLength: 5 }), (frames) => {
        const screen = new ScreenModel(80, 10);
        let shown: readonly Line[] = [];
        for (const frame of frames) {
          screen.write(framed(shown, frame, paint));
          shown = frame;
          const plain = new ScreenModel(80, 10);
          plain.write(frame.map((row, i) => `\x1b[${i + 1};1H${paint(row)}`).join(''));
          expect(screen.cells()).toEqual(plain.cells());
          expect(screen.isPlain).toBe(true);
        }
      }),
      { seed: seed(1) },
    );
  });

  it('are nothing when nothing changed', () => {
    expect(framed([line('a')], [line('a')], paint)).toBe('');
  });

  it('touch only what changed, all at once', () => {
    expect(framed([line('abcdefghijklmnopqrstuvwxyz')], [line('abcXefghijklmnopqrstuvwxYz')], painter(0))).toBe('\x1b[?2026h\x1b[1;4HX\x1b[25GY\x1b[?2026l');
  });

  it('stay small from round to round', () => {
    for (const name of ['calls', 'push', 'merge', 'decay', 'detection'] as const) {
      for (const size of [{ columns: 80, rows: 24 }, { columns: 200, rows: 60 }]) {
        const cost = measureFrames(filmOf(name), size, 3, () => 0, 1);
        expect(cost.bytes, `${name} at ${size.columns}x${size.rows}`).toBeLessThan(3 * 1024);
        expect(cost.frames).toBe(filmOf(name).frames.length - 1);
      }
    }
  });
});

it('a frame of a thousand nodes takes 3 KB at most, in the median', () => {
  const film = replay('decay', { ...filmOf('decay').scenario, nodes: 1000, rounds: 100 });
  for (const size of [{ columns: 80, rows: 24 }, { columns: 200, rows: 60 }]) {
    expect(measureFrames(film, size, 3, () => 0, 1).bytes, `${size.columns}x${size.rows}`).toBeLessThan(3 * 1024);
  }
});

describe('a screen', () => {
  function open(output = new FakeOutput(), host = new FakeHost()) {
    const said: string[] = [];
    let resized = 0;
    const screen = openScreen({ output, paint, host, writeNow: (text) => said.push(text), onResize: () => resized++ });
    return { output, host, screen, said, resizes: () => resized };
  }

  it('enters the alternate screen once, and leaves it once', () => {
    const { output, screen, said } = open();
    screen.draw([line('a')]);
    screen.draw([line('b')]);
    screen.close();
    screen.close();
    expect(output.text.split('\x1b[?1049h')).toHaveLength(2);
    expect(said).toEqual(['\x1b[?2026l\x1b[0m\x1b[?25h\x1b[?1049l']);
  });

  it.each(['SIGINT', 'SIGTERM', 'SIGHUP'])('is put back on %s, which is passed on', (signal) => {
    const { host, said } = open();
    host.emit(signal);
    expect(said).toHaveLength(1);
    expect(host.killed).toEqual([signal]);
  });

  it('leaves a signal to whoever else takes it', () => {
    const { host, said } = open();
    host.on('SIGINT', () => {});
    host.emit('SIGINT');
    expect(said).toHaveLength(1);
    expect(host.killed).toEqual([]);
  });

  it.each(['exit', 'uncaughtExceptionMonitor'])('is put back on %s', (event) => {
    const { host, said } = open();
    host.emit(event);
    expect(said).toHaveLength(1);
  });

  it('leaves no listener behind', () => {
    const { output, host, screen } = open();
    screen.close();
    expect(host.eventNames()).toEqual([]);
    expect(output.eventNames()).toEqual([]);
  });

  it('is put back while the process is stopped, and drawn anew afterwards', () => {
    const { output, host, said, resizes } = open();
    host.emit('SIGTSTP');
    expect(host.killed).toEqual(['SIGSTOP']);
    expect(said).toHaveLength(1);
    host.emit('SIGCONT');
    expect(output.text.split('\x1b[?1049h')).toHaveLength(3);
    expect(resizes()).toBe(1);
  });

  it('is drawn anew when its size changes', () => {
    const { output, screen, resizes } = open();
    screen.draw([line('abc')]);
    output.columns = 40;
    output.emit('resize');
    expect(resizes()).toBe(1);
    expect(screen.size()).toEqual({ columns: 40, rows: 24 });
    output.text = '';
    screen.draw([line('abc')]);
    expect(output.text).toContain('abc');
  });

  it('skips frames that the terminal is too slow for, but not the last', () => {
    const { output, screen } = open();
    output.writableNeedDrain = true;
    screen.draw([line('one')]);
    screen.draw([line('two')]);
    output.writableNeedDrain = false;
    output.emit('drain');
    expect(output.text).not.toContain('one');
    expect(output.text).toContain('two');
  });

  it('shows what the frame says after a whole film', () => {
    const film = filmOf('detection');
    const { output, screen } = open();
    const model = new ScreenModel(80, 24);
    for (let position = 0; position < film.frames.length; position++) {
      const frame = drawFrame(film, position, screen.size(), { unicode: true });
      output.text = '';
      screen.draw(frame);
      model.write(output.text);
      expect(model.rows()).toEqual(Array.from({ length: 24 }, (_, row) => textOf(frame[row] ?? []).trimEnd()));
    }
  });
});
