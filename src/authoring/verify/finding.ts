/** Something that is not true any more: where, and what. The two make one sentence. */
export interface Finding {
  /** A file relative to the root, with slashes, and often a line: `steps/02-push/README.md:12`. */
  readonly where: string;
  readonly problem: string;
}

export function tellFinding({ where, problem }: Finding): string {
  return `${where}: ${problem}`;
}
