const [n, ...minutes] = require('node:fs').readFileSync(0, 'utf8').split(/\s+/).map(Number);
const bands = Array.from({ length: n }, (_, i) => minutes.slice(2 * i, 2 * i + 2));
let [playing, free] = [0, 0];
for (const [begin, end] of bands.sort((a, b) => a[0] - b[0])) {
  if (begin < free) continue;
  playing++;
  free = end;
}
console.log(playing);
