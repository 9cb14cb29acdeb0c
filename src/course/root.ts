import { resolve } from 'node:path';
import { truePath } from './true-path.js';

/** The folder of the repository. */
export const ROOT = truePath(resolve(import.meta.dirname, '..', '..'));
