#!/usr/bin/env node
// The one door: the npm scripts and `npx rumor` come in here. All that is loaded after this file is loaded
// under its true name, whatever the folder is called in the shell: `cd c:\ws`, with a small letter, is one
// of two names for the same folder.
import { fileURLToPath, pathToFileURL } from 'node:url';
import { truePath } from '../course/true-path.js';

const folder = truePath(process.cwd());
if (folder !== process.cwd()) process.chdir(folder);
await import(new URL('main.js', pathToFileURL(truePath(fileURLToPath(import.meta.url)))).href);
