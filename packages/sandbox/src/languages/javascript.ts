import { NODE_IN_BOX } from '../backend.ts';
import { nodeArgv } from '../node-flags.ts';
import type { LanguageSpec } from './language.ts';

export const language: LanguageSpec = {
  id: 'javascript',
  name: 'JavaScript (Node.js)',
  extensions: ['.js', '.mjs', '.cjs'],
  probe: { argv: [NODE_IN_BOX, '--version'], pattern: /^v(\S+)/ },
  packages: [],
  sourceName: () => 'main.js',
  compile: (sources) => ({ argv: [NODE_IN_BOX, '--check', `/box/${sources[0]?.name}`] }),
  run: ({ entry, memoryBytes }) => ({ argv: nodeArgv(entry, memoryBytes) }),
  processes: 16,
  editorMode: 'javascript',
  template: "const lines = require('node:fs').readFileSync(0, 'utf8').split('\\n');\n\n",
  hello: "console.log('hello');\n",
};
