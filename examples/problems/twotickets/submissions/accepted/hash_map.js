const [n, target, ...prices] = require('node:fs').readFileSync(0, 'utf8').split(/\s+/).map(Number);

function search() {
  const first = new Map();
  for (let i = 0; i < n; i++) {
    const partner = first.get(target - prices[i]);
    if (partner !== undefined) return `${partner} ${i + 1}`;
    if (!first.has(prices[i])) first.set(prices[i], i + 1);
  }
  return 'impossible';
}

console.log(search());
