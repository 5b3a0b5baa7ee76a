// Sleeps wherever it can.
const [n, ...huts] = require('node:fs').readFileSync(0, 'utf8').split(/\s+/).map(Number);
let nights = 0;
let last = -1;
for (const hut of huts.slice(0, n)) {
  if (hut > last) {
    nights++;
    last = hut;
  }
}
console.log(nights);
