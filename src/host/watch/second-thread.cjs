// The second thread of a process that runs somebody's code: it judges by the processor time that the
// process has used, whatever the first thread does. See watch.ts.
const { writeSync } = require('node:fs');
const { Session } = require('node:inspector');
const { workerData } = require('node:worker_threads');

const { words, WORD, turn, reportTo } = workerData;

const EVERY = 50;
/** So much later than a guarded piece should have ended by itself, in milliseconds of the processor. */
const GRACE = 500;
/** So many turns of the event loop without a result, and code waits for what never comes. */
const MOST_TURNS = 50;
/** So many looks in a row in which the process wanted next to nothing of the processor, and it waits in the middle of a call. */
const MOST_LOOKS = 200;
/** In milliseconds, a hundredth of what those looks last: more than they cost, less than a busy machine gives to who wants it. */
const NEXT_TO_NOTHING = 100;
const LOOKS_A_REPORT = 10;

const session = new Session();
session.connectToMainThread();

let guard = { id: 0, cpu: 0 };
let life;
/** Since when the process may want next to nothing. */
let calm;
let looks = 0;

setInterval(look, EVERY);

function look() {
  const { user, system } = process.cpuUsage();
  const cpu = (user + system) / 1000;
  endGuarded(cpu);
  if (reportTo === undefined) return;
  if (++looks % LOOKS_A_REPORT === 0) report({ cpu, idle: read('turns') * turn });
  judge(cpu);
}

/** Whoever changes the number first has it: the first thread, which has come back, or this one, which ends it. */
function endGuarded(cpu) {
  const id = read('guard');
  if (id !== guard.id) guard = { id, cpu };
  else if (id > 0 && cpu - guard.cpu > read('limit') && Atomics.compareExchange(words, WORD.guard, id, -id) === id) session.post('Runtime.terminateExecution');
}

/** What cannot be ended from here is told to the parent, once for each stretch without a sign of life. */
function judge(cpu) {
  const now = read('life');
  if (now !== life?.now) {
    life = { now, cpu, turns: read('turns'), printed: read('printed'), told: false };
    calm = { cpu, looks };
  }
  if (life.told) return;
  const patience = read('patience');
  if (cpu - life.cpu > patience + GRACE) tell('endless', patience);
  else if (read('theirs') === 1 && waits(cpu)) tell('waits', patience);
}

function waits(cpu) {
  if (read('turns') - life.turns >= MOST_TURNS) return true;
  // A look costs something, too: what all of them come to says nothing, what these do does.
  if (cpu - calm.cpu >= NEXT_TO_NOTHING) calm = { cpu, looks };
  return looks - calm.looks >= MOST_LOOKS;
}

function tell(verdict, patience) {
  life.told = true;
  report({ verdict, patience, printed: read('printed') - life.printed });
}

/** Where nobody is left to hear it, there is nobody left to end this process either. */
function report(what) {
  try {
    writeSync(reportTo, `${JSON.stringify(what)}\n`);
  } catch (error) {
    if (error.code !== 'EAGAIN') process.kill(process.pid, 'SIGKILL');
  }
}

function read(word) {
  return Atomics.load(words, WORD[word]);
}
