import { checkEach, interpretedLanguage } from './family/interpreter.ts';
import { mainByEnding } from './family/sources.ts';

export const language = interpretedLanguage({
  id: 'perl',
  name: 'Perl',
  extensions: ['.pl', '.pm'],
  probe: { argv: ['/usr/bin/perl', '-e', 'print $^V'], pattern: /^v(\d[\d.]*\d)/ },
  packages: ['perl'],
  check: checkEach('/usr/bin/perl', '-I/box', '-c'),
  start: ['/usr/bin/perl', '-I/box'],
  entry: mainByEnding(['.pl']),
  editorMode: 'perl',
  template: 'use strict;\nuse warnings;\n\n',
  hello: 'print "hello\\n";\n',
  samples: {
    sum: 'my ($a, $b) = split " ", <STDIN>;\nprint $a + $b, "\\n";\n',
    broken: 'my $x = ;\n',
    crash: 'die "no";\n',
  },
});
