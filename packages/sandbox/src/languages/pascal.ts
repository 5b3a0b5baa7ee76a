import { nativeLanguage } from './family/native.ts';

export const language = nativeLanguage({
  id: 'pascal',
  name: 'Pascal (Free Pascal)',
  extensions: ['.pas', '.pp'],
  probe: { argv: ['/usr/bin/fpc', '-iV'], pattern: /^(\d\S+)/ },
  packages: ['fp-compiler', 'fp-units-rtl'],
  // Without its configuration in /etc, which a box does not show, it has to be told where Debian keeps the units.
  before: [
    '/usr/bin/fpc',
    '-n',
    '-Fu/usr/lib/$fpccpu-linux-gnu/fpc/$fpcversion/units/$fpctarget/*',
    '-l-',
    '-v0ew',
    '-Sgic',
    '-O2',
    '-Xs',
    '-oprogram',
  ],
  followsImports: true,
  mainSays: /^\s*program\b/im,
  editorMode: 'pascal',
  template: 'program main;\n\nbegin\n  \nend.\n',
  hello: "program main;\nbegin\n  writeln('hello');\nend.\n",
  samples: {
    sum: 'program main;\nvar a, b: int64;\nbegin\n  readln(a, b);\n  writeln(a + b);\nend.\n',
    broken: 'program main;\nbegin\n  x := 1;\nend.\n',
    crash: 'program main;\nbegin\n  halt(3);\nend.\n',
  },
});
