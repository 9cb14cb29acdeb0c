#!/usr/bin/env node
// The one door: `node rumor play 4`, and every npm script. It is the first file to run, on whatever
// Node there is, so it is written in old JavaScript and imports nothing before it knows which one.
var OLDEST_NODE = [20, 19];
var version = process.versions.node.split('.').map(Number);
var isOldEnough = version[0] > OLDEST_NODE[0] || (version[0] === OLDEST_NODE[0] && version[1] >= OLDEST_NODE[1]);

if (isOldEnough) {
  import('./src/cli/enter.js').then(function (door) {
    return door.enter(process.argv.slice(2));
  });
} else {
  console.error(
    'Rumor Has It needs Node ' + OLDEST_NODE.join('.') + ' or newer, and this is ' + process.versions.node +
      ': install the LTS version from https://nodejs.org, and open a new terminal.'
  );
  process.exitCode = 1;
}
