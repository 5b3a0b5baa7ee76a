// Numbers of JavaScript are exact up to 2^53 only.
const [, loaves, ...minutes] = require('node:fs').readFileSync(0, 'utf8').trim().split(/\s+/).map(Number);
let [low, high] = [1, loaves * Math.min(...minutes)];
while (low < high) {
  const middle = Math.floor((low + high) / 2);
  if (minutes.reduce((baked, one) => baked + Math.floor(middle / one), 0) >= loaves) high = middle;
  else if (low === middle) break;
  else low = middle;
}
console.log(BigInt(high).toString());
