import { readFileSync } from 'node:fs';

const opens: Record<string, string> = { ')': '(', ']': '[', '}': '{' };

function inspect(log: string): string {
  const stack: { kind: string; position: number }[] = [];
  for (let i = 0; i < log.length; i++) {
    const char = log.charAt(i);
    if ('([{'.includes(char)) stack.push({ kind: char, position: i + 1 });
    else if (char in opens && stack.pop()?.kind !== opens[char]) return `stray ${i + 1}`;
  }
  const first = stack[0];
  return first === undefined ? 'ok' : `open ${first.position}`;
}

console.log(inspect(readFileSync(0, 'utf8').trim()));
