// Plants a forest instead of one tree.
const h = Number(require('node:fs').readFileSync(0, 'utf8'));
const { writeSync } = require('node:fs');
for (;;) writeSync(1, `${' '.repeat(h)}|\n`.repeat(10_000));
