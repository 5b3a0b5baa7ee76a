const h = Number(require('node:fs').readFileSync(0, 'utf8'));
const crown = Array.from({ length: h }, (_, i) => ' '.repeat(h - i - 1) + '*'.repeat(2 * i + 1));
console.log([...crown, `${' '.repeat(h - 1)}|`].join('\n'));
