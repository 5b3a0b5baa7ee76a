import { MIB } from '../backend.ts';
import { interpretedLanguage } from './family/interpreter.ts';
import { sourcePaths } from './family/sources.ts';

const ENDINGS = ['.a68'] as const;

export const language = interpretedLanguage({
  id: 'algol68',
  name: 'ALGOL 68 Genie',
  extensions: ENDINGS,
  probe: { argv: ['/usr/bin/a68g', '--version'], pattern: /Genie (\d[\d.]*\d)/ },
  packages: ['algol68g'],
  // The main one alone: what it reads is part of it, and no program of its own.
  compile: (sources) => ({
    argv: ['/usr/bin/a68g', '--nowarnings', '--check', ...sourcePaths(sources, ENDINGS).slice(-1)],
  }),
  start: ['/usr/bin/a68g'],
  // Its own heap is fixed, and small.
  run: ({ entry, memoryBytes }) => ({
    argv: [
      '/usr/bin/a68g',
      '--quiet',
      '--run',
      '--heap',
      `${Math.max(8, Math.floor(memoryBytes / MIB / 2))}M`,
      `/box/${entry}`,
    ],
  }),
  processes: 4,
  editorMode: 'plain',
  template: 'BEGIN\n  SKIP\nEND\n',
  hello: 'print(("hello", newline))\n',
  samples: {
    sum: 'BEGIN\n  INT a, b;\n  read((a, b));\n  print((whole(a + b, 0), newline))\nEND\n',
    broken: 'BEGIN\n  print(undefined)\nEND\n',
    crash: 'BEGIN\n  INT zero := 0;\n  print(1 OVER zero)\nEND\n',
  },
});
