// What `reset` does to a file that another program holds: node held.mjs alone|writable
// Windows tells how a file may be shared to those who open it, so the other program cannot be Node.
import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

const folder = join('steps', '01-peer-selection');
const file = join(folder, 'select-peers.ts');
writeFileSync(file, '// mine\n');
const holder = spawn('C:\\hold.exe', [file, process.argv[2]], { stdio: ['pipe', 'pipe', 'inherit'] });
await once(holder.stdout, 'data');
const { status, stdout, stderr } = spawnSync(process.execPath, ['rumor', 'reset', '1'], { encoding: 'utf8' });
console.log(`exit code ${status}\n${stdout}${stderr}`);
console.log(`the file: ${readFileSync(file, 'utf8').includes('TODO step 01') ? 'the starter' : readFileSync(file, 'utf8')}`);
console.log(`drafts: ${readdirSync(folder).filter((name) => name.endsWith('.tmp')).length}`);
holder.stdin.end();
