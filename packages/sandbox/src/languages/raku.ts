import { checkEach, interpretedLanguage } from './family/interpreter.ts';

export const language = interpretedLanguage({
  id: 'raku',
  name: 'Raku',
  extensions: ['.raku', '.rakumod', '.p6'],
  probe: { argv: ['/usr/bin/raku', '--version'], pattern: /Rakudo\S* v(\d[\d.]*\d)/ },
  packages: ['rakudo'],
  check: checkEach('/usr/bin/raku', '-I/box', '-c'),
  start: ['/usr/bin/raku', '-I/box'],
  processes: 16,
  editorMode: 'perl',
  template: 'my ($a, $b) = get.words;\n',
  hello: "say 'hello';\n",
  samples: {
    sum: 'say [+] get.words;\n',
    broken: 'my $x = ;\n',
    crash: "die 'no';\n",
  },
});
