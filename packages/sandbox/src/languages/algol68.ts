import { checkEach, interpretedLanguage } from './family/interpreter.ts';

export const language = interpretedLanguage({
  id: 'algol68',
  name: 'ALGOL 68 Genie',
  extensions: ['.a68'],
  probe: { argv: ['/usr/bin/a68g', '--version'], pattern: /Genie (\d[\d.]*\d)/ },
  packages: ['algol68g'],
  check: checkEach('/usr/bin/a68g', '--check'),
  start: ['/usr/bin/a68g', '--quiet', '--run'],
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
