import { describe, expect, test } from 'vitest';
import { shortNames } from '../../../src/workshop/grade/report/table.ts';

describe('a name that is too long for the table', () => {
  test('is a path: its end is seen, which is what differs', () => {
    expect(shortNames(['/tmp/instructor/class/two/ann', '/tmp/instructor/class/two/ann.zip'])).toEqual(['…nstructor/class/two/ann', '…uctor/class/two/ann.zip']);
  });

  test('begins with what differs: the beginning is seen', () => {
    expect(shortNames(['hernandez_maria_1234_assignsubmission_file', 'ann'])).toEqual(['hernandez_maria_1234_as…', 'ann']);
  });

  test('is the same as another at one end: the other end is seen, or all of it', () => {
    const [long, end] = ['a-very-long-name-of-a-course-', '-and-a-very-long-end-of-it'];
    expect(shortNames([`${long}1`, `${long}2`])).toEqual(['ry-long-name-of-a-course-1', 'ry-long-name-of-a-course-2'].map((name) => `…${name.slice(-23)}`));
    expect(shortNames([`${long}1${end}`, `${long}2${end}`])).toEqual([`${long}1${end}`, `${long}2${end}`]);
  });
});
