#!/usr/bin/env node
// The one door: the npm scripts and `npx rumor` come in here. The program is TypeScript, which the
// oldest Node we support cannot run by itself, so tsx is put in place first.
import { register } from 'tsx/esm/api';

register();
const { main } = await import('./cli.ts');
await main(process.argv.slice(2));
