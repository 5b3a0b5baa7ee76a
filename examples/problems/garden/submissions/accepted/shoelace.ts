import { readFileSync } from 'node:fs';

type Corner = { readonly x: number; readonly y: number };

const [n = 0, ...numbers] = readFileSync(0, 'utf8').split(/\s+/).map(Number);
const corners: Corner[] = Array.from({ length: n }, (_, i) => ({ x: numbers[2 * i] ?? 0, y: numbers[2 * i + 1] ?? 0 }));

let twice = 0;
let border = 0;
let previous = corners[n - 1] as Corner;
for (const corner of corners) {
  twice += previous.x * corner.y - corner.x * previous.y;
  border += Math.hypot(corner.x - previous.x, corner.y - previous.y);
  previous = corner;
}
console.log(Math.abs(twice) / 2, border);
