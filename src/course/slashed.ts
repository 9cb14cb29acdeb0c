import { sep } from 'node:path';

/**
 * A path with forward slashes, on every system: as messages, imports and Vite have it. What Vite keeps
 * under such a path it does not find under one with backslashes, and does not say so either.
 */
export function slashed(path: string, separator: string = sep): string {
  return path.split(separator).join('/');
}
