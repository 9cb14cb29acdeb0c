import { runInNewContext } from 'node:vm';
import { describe, expect, it } from 'vitest';
import { brief } from '../../../src/host/brief.ts';

function circle(): object {
  const ring: { self?: object } = {};
  ring.self = ring;
  return ring;
}

describe('a value in a sentence', () => {
  it.each<[string, unknown]>([
    ['undefined', undefined],
    ['null', null],
    ['NaN', Number.NaN],
    ['5n', 5n],
    ['Symbol(x)', Symbol('x')],
    ["'a'", 'a'],
    ["'a\\nb'", 'a\nb'],
    ['[]', []],
    ['[undefined, undefined]', new Array(2)],
    ["['1', 1]", ['1', 1]],
    ['{}', {}],
    ["{ to: 3, list: [1, 'b'] }", { to: 3, list: [1, 'b'] }],
    ["Map(1) {'a' => 1}", new Map([['a', 1]])],
    ['Set(2) {1, 2}', new Set([1, 2])],
    ['a Promise', Promise.resolve()],
    ['the function go', function go() {}],
    ['TypeError: no', new TypeError('no')],
    ['TypeError: far', runInNewContext("new TypeError('far')")],
    ['{ self: { self: { self: { self: … } } } }', circle()],
  ])('reads %s', (text, value) => {
    expect(brief(value)).toBe(text);
  });

  it('says how much of a list it leaves out', () => {
    expect(brief(Array.from({ length: 20 }, (_, i) => i))).toBe('[0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, … 8 more]');
  });

  it('is cut to fit', () => {
    expect(brief('x'.repeat(100), 10)).toBe("'xxxxxxxx…");
  });

  it('never throws, whatever is looked at', () => {
    const touchy = { get value(): never { throw new Error('do not touch'); } };
    expect(brief(touchy)).toBe('an object that throws when it is looked at');
  });
});
