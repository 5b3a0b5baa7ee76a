// Counts towns at which only one road ends.
const [n, , ...ends] = require('node:fs').readFileSync(0, 'utf8').trim().split(/\s+/).map(Number);
const roads = new Array(n + 1).fill(0);
for (const town of ends) roads[town]++;
console.log(roads.filter((count) => count === 1).length);
