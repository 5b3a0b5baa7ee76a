// Believes that no garden has more than a thousand corners.
const [n, ...numbers] = require('node:fs').readFileSync(0, 'utf8').split(/\s+/).map(Number);
const corners = new Array(1000).fill(null);
for (let i = 0; i < Math.min(n, 1000); i++) corners[i] = { x: numbers[2 * i], y: numbers[2 * i + 1] };
let twice = 0;
let border = 0;
for (let i = 0; i < n; i++) {
  const [a, b] = [corners[i], corners[(i + 1) % n]];
  twice += a.x * b.y - b.x * a.y;
  border += Math.hypot(b.x - a.x, b.y - a.y);
}
console.log(Math.abs(twice) / 2, border);
