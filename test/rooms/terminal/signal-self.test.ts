import { expect, test } from 'vitest';
import { signalSelf } from '../../../src/terminal/signal-self.ts';
import { FakeHost, FakeWindows } from '../view/fakes.ts';

test('a process is sent a signal', () => {
  const host = new FakeHost();
  signalSelf('SIGHUP', host);
  expect(host.killed).toEqual(['SIGHUP']);
});

test('where there is no such signal, whoever listens is told', () => {
  const host = new FakeWindows();
  const heard: unknown[] = [];
  host.on('SIGHUP', (signal) => heard.push(signal));
  signalSelf('SIGHUP', host);
  expect(heard).toEqual(['SIGHUP']);
  expect(host.killed).toEqual([]);
});

test('and where nobody listens either, the process ends as the signal would end it', () => {
  const host = new FakeWindows();
  signalSelf('SIGHUP', host);
  expect(host.killed).toEqual(['exit 129']);
});
