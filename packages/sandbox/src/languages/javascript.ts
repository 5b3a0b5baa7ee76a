import { NODE_IN_BOX } from '../backend.ts';
import { nodeLanguage } from './family/node.ts';
import { mainSource } from './family/sources.ts';

export const language = nodeLanguage({
  id: 'javascript',
  name: 'JavaScript (Node.js)',
  extensions: ['.js', '.mjs', '.cjs'],
  sourceName: () => 'main.js',
  compile: (sources) => ({
    argv: [NODE_IN_BOX, '--check', `/box/${mainSource(sources, ['.js', '.mjs', '.cjs'])?.name}`],
  }),
  editorMode: 'javascript',
  template: "const lines = require('node:fs').readFileSync(0, 'utf8').split('\\n');\n\n",
  hello: "console.log('hello');\n",
  samples: {
    sum: "const [a, b] = require('node:fs').readFileSync('/dev/stdin', 'utf8').split(' ').map(Number);\nconsole.log(a + b);\n",
    broken: 'const a = ;\n',
    crash: "throw new Error('no');\n",
  },
});
