// A process that hangs up by itself, and hears of it.
import { register } from 'tsx/esm/api';

register();
const { signalSelf } = await import('../../../src/terminal/signal-self.ts');

process.once('SIGHUP', () => {
  console.log('heard');
  process.removeAllListeners('SIGHUP');
  signalSelf('SIGHUP');
});
signalSelf('SIGHUP');
