import { interpretedLanguage } from './family/interpreter.ts';

export const language = interpretedLanguage({
  id: 'r',
  name: 'R',
  extensions: ['.r', '.R'],
  // Starting it takes a quarter of a second.
  probe: { argv: ['/bin/cat', '/usr/lib/R/library/base/DESCRIPTION'], pattern: /^Version: (\S+)/m },
  packages: ['r-base-core'],
  hostPaths: ['/etc/R'],
  check: ['/usr/bin/Rscript', '--vanilla', '-e', 'for (f in commandArgs(TRUE)) parse(f)'],
  start: ['/usr/bin/Rscript', '--vanilla'],
  processes: 8,
  editorMode: 'r',
  template: 'input <- readLines(file("stdin"))\n',
  hello: 'cat("hello\\n")\n',
  samples: {
    sum: 'cat(sprintf("%.0f\\n", sum(scan(file("stdin"), quiet = TRUE))))\n',
    broken: 'x <- (\n',
    crash: 'stop("no")\n',
  },
});
