// Adds two strings, which joins them.
const [a, b] = require('node:fs').readFileSync(0, 'utf8').trim().split(' ');
console.log(a + b);
