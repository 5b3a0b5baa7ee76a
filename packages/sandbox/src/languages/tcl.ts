import { interpretedLanguage } from './family/interpreter.ts';

export const language = interpretedLanguage({
  id: 'tcl',
  name: 'Tcl',
  extensions: ['.tcl'],
  probe: { argv: ['/bin/sh', '-c', "echo 'puts $tcl_patchLevel' | exec /usr/bin/tclsh"], pattern: /^(\d[\d.]*\d)/ },
  packages: ['tcl'],
  start: ['/usr/bin/tclsh'],
  editorMode: 'tcl',
  template: 'lassign [gets stdin] a b\n',
  hello: 'puts hello\n',
  samples: {
    sum: 'lassign [gets stdin] a b\nputs [expr {$a + $b}]\n',
    crash: 'error no\n',
  },
});
