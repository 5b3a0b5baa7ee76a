import { NODE_IN_BOX } from '../backend.ts';
import { nodeLanguage } from './family/node.ts';
import { mainSource } from './family/sources.ts';

const ENDINGS = ['.js', '.mjs', '.cjs'] as const;

export const language = nodeLanguage({
  id: 'javascript',
  name: 'JavaScript (Node.js)',
  extensions: ENDINGS,
  sourceName: () => 'main.js',
  compile: (sources) => {
    const main = mainSource(sources, ENDINGS);
    // The driver of a function problem is in order, and names whose file is to be checked.
    const [, own] = /^\/\/ checks: (\S+)\n/.exec(main?.content ?? '') ?? [];
    const checked = sources.find(({ name }) => name === own) ?? main;
    return { argv: [NODE_IN_BOX, '--check', `/box/${checked?.name}`] };
  },
  editorMode: 'javascript',
  interactiveTemplate:
    "const lines = require('node:readline').createInterface({ input: process.stdin })[Symbol.asyncIterator]();\nconst read = async () => (await lines.next()).value;\nconst ask = (question) => {\n  console.log(question);\n  return read();\n};\n\n(async () => {\n  const first = await read();\n  \n  process.exit();\n})();\n",
  template: "const lines = require('node:fs').readFileSync(0, 'utf8').split('\\n');\n\n",
  hello: "console.log('hello');\n",
  samples: {
    sum: "const [a, b] = require('node:fs').readFileSync('/dev/stdin', 'utf8').split(' ').map(Number);\nconsole.log(a + b);\n",
    broken: 'const a = ;\n',
    crash: "throw new Error('no');\n",
  },
});
