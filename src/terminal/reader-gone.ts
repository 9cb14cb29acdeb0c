/** How a system says that nobody reads any more: POSIX in the first way, Windows in either. */
const GONE = ['EPIPE', 'EOF'];

/**
 * Whoever reads what a command prints may stop before its end (`| head`). Then nobody is left to
 * print for: the process ends, quietly and without blame, so that npm has nothing to add either.
 */
export function endWithReader(): void {
  for (const stream of [process.stdout, process.stderr]) {
    stream.on('error', (error: NodeJS.ErrnoException) => {
      if (!GONE.includes(error.code ?? '')) throw error;
      process.exit(0);
    });
  }
}
