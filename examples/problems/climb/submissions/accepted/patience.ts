import { readFileSync } from 'node:fs';

const [n = 0, ...huts]: number[] = readFileSync(0, 'utf8').split(/\s+/).map(Number);
const lowest: number[] = [];
for (const hut of huts.slice(0, n)) {
  let [low, high] = [0, lowest.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((lowest[middle] as number) < hut) low = middle + 1;
    else high = middle;
  }
  lowest[low] = hut;
}
console.log(lowest.length);
