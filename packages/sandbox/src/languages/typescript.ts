import { NODE_IN_BOX } from '../backend.ts';
import { nodeLanguage } from './family/node.ts';

/** Turns each source into JavaScript below `out`, types unchecked, enums and namespaces included. */
const TRANSFORM = `
const fs = require('node:fs'), path = require('node:path'), { stripTypeScriptTypes } = require('node:module');
let failed = false;
for (const name of process.argv.slice(1)) {
  const target = path.join('out', name.replace(/ts$/, 'js'));
  fs.mkdirSync(path.dirname(target), { recursive: true });
  try {
    const source = fs.readFileSync(name, 'utf8');
    let code;
    try {
      // Leaves every line where it is, so that traces name the author's.
      code = stripTypeScriptTypes(source, { mode: 'strip' });
    } catch (error) {
      if (error.code !== 'ERR_UNSUPPORTED_TYPESCRIPT_SYNTAX') throw error;
      code = stripTypeScriptTypes(source, { mode: 'transform' });
    }
    fs.writeFileSync(target, code.replace(/(\\bfrom\\s*['"]\\.[^'"]*\\.[cm]?)ts(?=['"])/g, '$1js'));
  } catch (error) {
    failed = true;
    console.error(name + ': ' + (error.code === 'ERR_INVALID_TYPESCRIPT_SYNTAX' || error.code === 'ERR_UNSUPPORTED_TYPESCRIPT_SYNTAX' ? error.message : error.stack));
  }
}
process.exitCode = failed ? 1 : 0;
`;

export const language = nodeLanguage({
  id: 'typescript',
  name: 'TypeScript (Node.js)',
  extensions: ['.ts', '.mts', '.cts'],
  sourceName: () => 'main.ts',
  compile: (sources) => ({
    argv: [NODE_IN_BOX, '--no-warnings', '-e', TRANSFORM, '--', ...sources.map(({ name }) => name)],
  }),
  artifact: 'out',
  entry: (files) => (files.find(({ name }) => /^out\/main\.[cm]?js$/.test(name)) ?? files[0])?.name,
  editorMode: 'typescript',
  interactiveTemplate:
    "import { createInterface } from 'node:readline';\n\nconst lines = createInterface({ input: process.stdin })[Symbol.asyncIterator]();\nconst read = async (): Promise<string> => (await lines.next()).value;\nconst ask = (question: string): Promise<string> => {\n  console.log(question);\n  return read();\n};\n\n(async () => {\n  const first: string = await read();\n  \n  process.exit();\n})();\n",
  template:
    "import { readFileSync } from 'node:fs';\n\nconst lines: string[] = readFileSync(0, 'utf8').split('\\n');\n\n",
  hello: "enum Word { Hello = 'hello' }\nconst word: string = Word.Hello;\nconsole.log(word);\n",
  samples: {
    sum: "import { readFileSync } from 'node:fs';\nconst [a, b]: number[] = readFileSync(0, 'utf8').split(' ').map(Number);\nconsole.log(a! + b!);\n",
    broken: 'const a: = 3;\n',
    crash: "throw new Error('no');\n",
  },
});
