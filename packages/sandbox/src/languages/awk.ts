import { checkEach, interpretedLanguage } from './family/interpreter.ts';

export const language = interpretedLanguage({
  id: 'awk',
  name: 'AWK (GNU)',
  extensions: ['.awk'],
  probe: { argv: ['/usr/bin/gawk', '--version'], pattern: /^GNU Awk (\d[\d.]*\d)/ },
  packages: ['gawk'],
  // Pretty-printing reads the program and does not run it.
  check: checkEach('/usr/bin/gawk', '--pretty-print=/dev/null', '-f'),
  start: ['/usr/bin/gawk', '-f'],
  env: { AWKPATH: '/box' },
  editorMode: 'awk',
  template: '{\n    \n}\n',
  hello: 'BEGIN { print "hello" }\n',
  samples: {
    sum: '{ print $1 + $2 }\n',
    broken: 'BEGIN { print ( }\n',
    crash: 'BEGIN { exit 3 }\n',
  },
});
