import { interpretedLanguage } from './family/interpreter.ts';

export const language = interpretedLanguage({
  id: 'prolog',
  name: 'Prolog (SWI)',
  extensions: ['.pl', '.pro', '.prolog'],
  probe: { argv: ['/usr/bin/swipl', '--version'], pattern: /version (\d[\d.]*\d)/ },
  packages: ['swi-prolog-nox'],
  sourceName: () => 'main.pl',
  // A program states `main/0`; it ends with a status of 1 when that fails, 2 when it throws or the file has errors.
  start: ['/usr/bin/swipl', '--no-tty', '--no-packs', '-q', '-O', '--on-error=status', '-g', 'main', '-t', 'halt'],
  env: { SWIPL_PACK_PATH: '' },
  processes: 8,
  mainSays: /^main\b/m,
  editorMode: 'prolog',
  template: 'main :-\n    true.\n',
  hello: 'main :- writeln(hello).\n',
  samples: {
    sum: 'main :- read_line_to_string(user_input, L), split_string(L, " ", " ", P), maplist(number_string, N, P), sum_list(N, S), writeln(S).\n',
    crash: 'main :- X is foo + 1, writeln(X).\n',
  },
});
