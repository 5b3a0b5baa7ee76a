const [size, ...rows] = require('node:fs').readFileSync(0, 'utf8').trim().split('\n');
const [, c] = size.split(' ').map(Number);
const width = c + 2;
const cells = `${'#'.repeat(width)}${rows.map((row) => `#${row}#`).join('')}${'#'.repeat(width)}`;
const steps = new Int32Array(cells.length).fill(-1);
const queue = [cells.indexOf('S')];
steps[queue[0]] = 0;
for (let i = 0; i < queue.length; i++) {
  for (const next of [queue[i] - 1, queue[i] + 1, queue[i] - width, queue[i] + width]) {
    if (cells[next] === '#' || steps[next] !== -1) continue;
    steps[next] = steps[queue[i]] + 1;
    queue.push(next);
  }
}
const best = steps[cells.indexOf('E')];
console.log(best === -1 ? 'trapped' : best);
