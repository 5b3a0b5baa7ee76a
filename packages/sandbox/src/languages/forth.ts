import { interpretedLanguage } from './family/interpreter.ts';

export const language = interpretedLanguage({
  id: 'forth',
  name: 'Forth (Gforth)',
  extensions: ['.fs', '.fth'],
  probe: { argv: ['/usr/bin/gforth', '--version'], pattern: /^gforth (\d[\d.]*\d)/ },
  packages: ['gforth'],
  // Ten thousand calls deep is where its own sizes end. What is not used of these costs nothing.
  start: ['/usr/bin/gforth', '-m', '64M', '-d', '16M', '-r', '64M', '-f', '4M', '-l', '16M'],
  end: ['-e', 'bye'],
  editorMode: 'forth',
  template: ': main ( -- )\n;\nmain\n',
  hello: '.( hello) cr\n',
  samples: {
    sum: 'create line 100 allot\n: num ( a u -- a u n ) over c@ [char] - = dup >r if 1 /string then 0. 2swap >number 2swap drop r> if negate then ;\n: go line 100 stdin read-line throw drop line swap num >r 1 /string num >r 2drop r> r> + 1 .r cr ;\ngo\n',
    crash: '1 0 / .\n',
  },
});
