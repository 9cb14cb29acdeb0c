import { describe, expect, it, vi } from 'vitest';
import { defineScenario } from '../../../src/sim/scenario.ts';
import { FilmMaker } from '../../../src/view/film/film-maker.ts';
import { topicNamed } from '../../../src/view/topics/topics.ts';
import { plainLines, plainSpot } from '../../../src/view/plain.ts';
import { filmOf, RECIPES } from './films.ts';

// A busy machine is slow, not wrong.
vi.setConfig({ testTimeout: 60_000 });

describe('plain text', () => {
  it.each(Object.keys(RECIPES) as (keyof typeof RECIPES)[])('of %s', async (name) => {
    await expect(`${plainLines(filmOf(name)).join('\n')}\n`).toMatchFileSnapshot(`golden/${name}-plain.txt`);
  });

  it('has one line a round, and nothing in it but ASCII', () => {
    const film = filmOf('detection');
    const lines = plainLines(film);
    expect(lines.filter((text) => text.startsWith('round '))).toHaveLength(film.frames.length - 1);
    expect(lines.join('')).toMatch(/^[\x20-\x7e]*$/);
  });

  it('tells when the world changed', () => {
    const text = plainLines(
      filmOf('push', {
        faults: [
          { type: 'crash', node: 5, at: 2 },
          { type: 'recover', node: 5, at: 3 },
          { type: 'link', from: 'all', to: 'all', loss: 0.5, at: 4, until: 5 },
          { type: 'link', from: [0], to: [1], loss: 1, at: 6 },
        ],
      }),
    );
    expect(text[2]).toContain('node 5 went down');
    expect(text[3]).toContain('node 5 came back');
    expect(text[4]).toContain('loss is 50%');
    expect(text[5]).not.toContain('loss is');
    expect(text[6]).toContain('the network is cut');
  });

  it('says of beliefs who has heard last of what was written, and of its delete', () => {
    const maker = new FilmMaker(defineScenario({ nodes: 3, writes: [{ round: 1, node: 0, key: 'list', value: 'a', version: 1 }] }), topicNamed('beliefs'), '07');
    const learned = (round: number, node: number, value: string, version: number): void => maker.listen({ type: 'learned', round, at: round * 1000, node, update: { key: 'list', value, version, writer: 0 } });
    maker.listen({ type: 'round', round: 1, at: 1000 });
    maker.listen({ type: 'round', round: 2, at: 2000 });
    learned(2, 0, 'a', 1);
    learned(2, 1, 'a', 1);
    maker.listen({ type: 'round', round: 3, at: 3000 });
    learned(3, 1, '', 2);
    const text = plainLines(maker.finish());
    expect(text[1]).toContain('"list" was heard of by nobody yet.');
    expect(text[2]).toContain('"list" was last heard as "a" by 2.');
    expect(text[3]).toContain('"list" was last heard as "a" by 1, as deleted by 1.');
  });

  it('says why a run stopped', () => {
    const maker = new FilmMaker(defineScenario(), topicNamed('rumor'), '02');
    maker.listen({ type: 'round', round: 1, at: 1000 });
    expect(plainLines(maker.finish({ sentence: 'node 3 threw', round: 1 }))).toContain('stopped in round 1: node 3 threw');
  });

  it('points to a round and a node', () => {
    expect(plainSpot(filmOf('push'), 3, 17)).toEqual(['look at round 3: node 17: infective, heard by way of 0 > 27 > 17 in rounds 1, 1, 2; it was first to tell 5 21.']);
    expect(plainSpot(filmOf('detection'), 8, 9)).toEqual(['look at round 8: node 9: up, believes 17 dead (found out itself, round 4); learned a verdict from it: 5 2.']);
    expect(plainSpot(filmOf('detection'), 8, 8)).toEqual(['look at round 8: node 8: up, believes everybody alive; nobody has learned a verdict from it.']);
    expect(plainSpot(filmOf('push'), 99, undefined)).toEqual(['look at round 10 above.']);
    expect(plainSpot(filmOf('push'), undefined, undefined)).toEqual([]);
  });
});
