import { readFileSync } from 'node:fs';
import libCoverage, { type CoverageMapData } from 'istanbul-lib-coverage';

/** By file: the lines on which something can be run, and whether it was. */
export type Lines = Map<string, Map<number, boolean>>;

/** Reads a report in Istanbul's format. */
export function readLines(report: string): Lines {
  const map = libCoverage.createCoverageMap(JSON.parse(readFileSync(report, 'utf8')) as CoverageMapData);
  return new Map(
    map.files().map((file) => {
      const hits = Object.entries(map.fileCoverageFor(file).getLineCoverage());
      return [file, new Map(hits.map(([line, count]) => [Number(line), count > 0]))];
    }),
  );
}
