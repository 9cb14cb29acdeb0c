/** What is said where a verdict or a picture takes long because other programs have the processor. */
export const BUSY = 'this machine is busy';

/** The same as a line of its own. */
export const BUSY_LINE = 'This machine is busy with other programs, so this takes longer. It goes on.';

/** And where a command was given. */
export const BUSY_TOLD = `${BUSY_LINE} Ctrl-C ends it.\n`;

let said = false;

/** Says so once, apart from what is printed on standard output. */
export function tellBusy(): void {
  if (said) return;
  said = true;
  process.stderr.write(BUSY_TOLD);
}
