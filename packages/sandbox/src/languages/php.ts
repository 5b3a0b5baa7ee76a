import { checkEach, interpretedLanguage } from './family/interpreter.ts';

export const language = interpretedLanguage({
  id: 'php',
  name: 'PHP',
  extensions: ['.php'],
  probe: { argv: ['/usr/bin/php', '-n', '--version'], pattern: /^PHP (\d[\d.]*\d)/ },
  packages: ['php-cli'],
  check: checkEach('/usr/bin/php', '-n', '-d', 'display_errors=stderr', '-l'),
  // Without the configuration of the machine; the memory limit is the judge's.
  start: ['/usr/bin/php', '-n', '-d', 'display_errors=stderr', '-d', 'memory_limit=-1'],
  editorMode: 'php',
  template: '<?php\n\n',
  hello: '<?php\necho "hello\\n";\n',
  samples: {
    sum: '<?php\n[$a, $b] = explode(" ", trim(fgets(STDIN)));\necho $a + $b, "\\n";\n',
    broken: '<?php\nfunction f( {\n',
    crash: '<?php\nthrow new Exception("no");\n',
  },
});
