import { mainSource, sourcePaths } from './family/sources.ts';
import type { LanguageSpec } from './language.ts';

const COMPILE =
  '(begin (use-modules (system base compile)) (for-each (lambda (name) (compile-file name #:output-file (string-append "out/" (basename name ".scm") ".go") #:optimization-level 2)) (cdr (command-line))))';

export const language: LanguageSpec = {
  id: 'scheme',
  name: 'Scheme (Guile)',
  extensions: ['.scm'],
  probe: { argv: ['/usr/bin/guile-3.0', '--version'], pattern: /(\d+\.\d[\d.]*)/ },
  packages: ['guile-3.0'],
  sourceName: () => 'main.scm',
  compile: (sources) => ({
    argv: [
      '/bin/sh',
      '-c',
      'mkdir out && exec guile-3.0 --no-auto-compile -L . -c "$@"',
      'sh',
      COMPILE,
      ...sourcePaths(sources, ['.scm']),
    ],
  }),
  artifact: 'out',
  entry: (files) =>
    mainSource(
      files.map(({ name }) => ({ name: name.replace(/^out\//, '') })),
      ['.go'],
    )?.name,
  run: ({ entry }) => ({
    argv: ['/usr/bin/guile-3.0', '--no-auto-compile', '-C', '/box/out', '-c', `(load-compiled "/box/out/${entry}")`],
  }),
  processes: 8,
  editorMode: 'scheme',
  template: '(let* ((a (read)) (b (read)))\n  #t)\n',
  hello: '(display "hello")\n(newline)\n',
  samples: {
    sum: '(let* ((a (read)) (b (read)))\n  (display (+ a b))\n  (newline))\n',
    broken: '(display "no"\n',
    crash: '(error "no")\n',
  },
};
