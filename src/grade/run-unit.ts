import type { ChildProcess } from 'node:child_process';
import type { Report, Unit } from './cell/protocol.ts';
import { watch, type Excess } from './watch.ts';

const MOST_OUTPUT = 8 << 20;

/** Why a unit did not come to its end. */
export interface Ending {
  readonly why: Excess | 'output' | 'forged' | 'died';
  readonly detail: string;
}

/** What a cell must say next, if it is to be believed. */
export type Believe = (report: Report) => boolean;

/**
 * Sends a unit to a cell, and listens until it is done, or will not be. Every line must begin with
 * the secret, be about this unit, and be what `believe` expects; anything else ends the hearing.
 */
export function hear(child: ChildProcess, secret: string, unit: Unit, believe: Believe): Promise<Ending | undefined> {
  return new Promise((resolve) => {
    let rest = '';
    let bytes = 0;
    let errors = '';
    const finish = (ending?: Ending): void => {
      watching.stop();
      child.stdout!.off('data', onData);
      child.stderr!.off('data', onError);
      child.off('close', onClose).off('error', onFailure);
      if (ending !== undefined) child.on('error', () => {});
      resolve(ending);
    };
    const onLine = (line: string): boolean => {
      const report = parsed(line, secret);
      if (report === undefined || report.unit !== unit.id || !believe(report)) {
        finish({ why: 'forged', detail: line.slice(0, 80) });
        return false;
      }
      watching.alive();
      if (report.type === 'done') finish();
      return report.type !== 'done';
    };
    const onData = (data: Buffer): void => {
      bytes += data.length;
      if (bytes > MOST_OUTPUT) return finish({ why: 'output', detail: '' });
      const lines = (rest + data.toString()).split('\n');
      rest = lines.pop()!;
      for (const line of lines) if (!onLine(line)) return;
    };
    const onError = (data: Buffer): void => void (errors = (errors + data.toString()).slice(0, 4000));
    const onClose = (code: number | null, signal: string | null): void => finish({ why: 'died', detail: causeOfDeath(code, signal, errors) });
    const onFailure = (error: Error): void => finish({ why: 'died', detail: error.message });
    const watching = watch(child.pid ?? 0, (why) => finish({ why, detail: '' }));
    child.stdout!.on('data', onData);
    child.stderr!.on('data', onError);
    child.on('close', onClose).on('error', onFailure);
    if (child.exitCode !== null || child.signalCode !== null) return finish({ why: 'died', detail: 'it had ended before' });
    child.stdin!.write(`${JSON.stringify(unit)}\n`);
  });
}

function parsed(line: string, secret: string): Report | undefined {
  if (!line.startsWith(`${secret} `)) return undefined;
  return JSON.parse(line.slice(secret.length + 1)) as Report;
}

function causeOfDeath(code: number | null, signal: string | null, errors: string): string {
  if (/heap out of memory|allocation failed/i.test(errors)) return 'it ran out of memory';
  return signal ?? `exit code ${code}`;
}
