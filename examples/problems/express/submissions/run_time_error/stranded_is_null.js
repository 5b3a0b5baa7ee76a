// Does not expect that a town may be out of reach.
const [n, m, k, ...numbers] = require('node:fs').readFileSync(0, 'utf8').split(/\s+/).map(Number);
const lines = Array.from({ length: n + 1 }, () => []);
for (let i = 0; i < m; i++) {
  const [a, b, p] = numbers.slice(3 * i, 3 * i + 3);
  lines[a].push([b, p]);
  lines[b].push([a, p]);
}
const best = Array.from({ length: k + 1 }, () => new Map());
best[0].set(1, 0);
const queue = [[1, 0]];
for (let i = 0; i < queue.length; i++) {
  const [town, used] = queue[i];
  const cost = best[used].get(town);
  for (const [other, price] of lines[town]) {
    for (const [paid, coupons] of [[cost + price, used], [cost, used + 1]]) {
      if (coupons > k || paid >= (best[coupons].get(other) ?? Infinity)) continue;
      best[coupons].set(other, paid);
      queue.push([other, coupons]);
    }
  }
}
const amounts = best.map((layer) => layer.get(n)).filter((amount) => amount !== undefined);
console.log(amounts.reduce((a, b) => Math.min(a, b)).toString());
