import { readFileSync } from 'node:fs';

type Visitor = { readonly name: string };

function greet(visitor: Visitor): string {
  return `Hello, ${visitor.name}!`;
}

console.log(greet({ name: readFileSync(0, 'utf8').trim() }));
