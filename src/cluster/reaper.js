// Ends the processes it was told of when its parent is gone, whatever ended that. Members that are stopped,
// or in a loop, cannot notice by themselves.
const pids = new Set();
process.on('message', ({ born, gone }) => {
  if (born !== undefined) pids.add(born);
  if (gone !== undefined) pids.delete(gone);
});
process.on('disconnect', () => {
  for (const pid of pids) {
    try {
      process.kill(pid, 'SIGKILL');
    } catch {
      // It has ended by itself.
    }
  }
  process.exit(0);
});
// Signals that end a terminal's programs must not end the one that cleans up after them.
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => {});
