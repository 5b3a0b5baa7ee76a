import { mainSource, sourcePaths } from './family/sources.ts';
import type { LanguageSpec } from './language.ts';

export const language: LanguageSpec = {
  id: 'racket',
  name: 'Racket',
  extensions: ['.rkt'],
  probe: { argv: ['/usr/bin/racket', '--version'], pattern: /v(\d[\d.]*\d)/ },
  packages: ['racket'],
  hostPaths: ['/etc/racket'],
  sourceName: () => 'main.rkt',
  // Leaves bytecode in `compiled`, which stands for sources that are not there.
  compile: (sources) => ({ argv: ['/usr/bin/raco', 'make', ...sourcePaths(sources, ['.rkt'])] }),
  compileLimits: { cpuMs: 20_000, wallMs: 60_000 },
  artifact: 'compiled',
  entry: (files) =>
    /([^/]+)_rkt$/.exec(
      mainSource(
        files.flatMap(({ name }) => (name.endsWith('_rkt.zo') ? { name: `${name.slice(9, -7)}.zo` } : [])),
        ['.zo'],
      )?.name.replace(/\.zo$/, '_rkt') ?? '',
    )?.[1],
  run: ({ entry }) => ({ argv: ['/usr/bin/racket', `/box/${entry}.rkt`] }),
  processes: 4,
  editorMode: 'scheme',
  template: '#lang racket/base\n\n(define a (read))\n(define b (read))\n',
  hello: '#lang racket/base\n(displayln "hello")\n',
  samples: {
    sum: '#lang racket/base\n(displayln (+ (read) (read)))\n',
    broken: '#lang racket/base\n(displayln undefined-name)\n',
    crash: '#lang racket/base\n(error "no")\n',
  },
};
