import { readFileSync } from 'node:fs';

class Fenwick {
  private readonly tree: Float64Array;

  constructor(private readonly size: number) {
    this.tree = new Float64Array(size + 1);
  }

  add(at: number, by: number): void {
    for (; at <= this.size; at += at & -at) this.tree[at]! += by;
  }

  prefix(to: number): number {
    let total = 0;
    for (; to > 0; to -= to & -to) total += this.tree[to]!;
    return total;
  }
}

const [size = '', ...entries] = readFileSync(0, 'utf8').trim().split('\n');
const n = Number(size.split(' ')[0]);
const slope = new Fenwick(n);
const offset = new Fenwick(n);
const upTo = (day: number): number => slope.prefix(day) * day - offset.prefix(day);

const answers: number[] = [];
for (const entry of entries) {
  const [word, ...numbers] = entry.split(' ');
  const [l = 0, r = 0, x = 0] = numbers.map(Number);
  if (word === 'sum') {
    answers.push(upTo(r) - upTo(l - 1));
    continue;
  }
  slope.add(l, x);
  offset.add(l, x * (l - 1));
  slope.add(r + 1, -x);
  offset.add(r + 1, -x * r);
}
console.log(answers.join('\n'));
