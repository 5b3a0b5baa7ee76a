import { nativeLanguage } from './family/native.ts';
import { sourcePaths } from './family/sources.ts';
import type { Argv } from './language.ts';

const ENDINGS = ['.cob', '.cbl'] as const;
const BEFORE: Argv = ['/usr/bin/cobc', '-x', '-free', '-O2', '-o', 'program'];

export const language = nativeLanguage({
  id: 'cobol',
  name: 'COBOL (GnuCOBOL)',
  extensions: ENDINGS,
  probe: { argv: ['/usr/bin/cobc', '--version'], pattern: /^cobc \(GnuCOBOL\) (\S+)/ },
  packages: ['gnucobol3'],
  hostPaths: ['/etc/gnucobol'],
  before: BEFORE,
  // The first of the files is the program, the others are what it calls.
  compile: (sources) => ({ argv: [...BEFORE, ...sourcePaths(sources, ENDINGS).toReversed()] }),
  editorMode: 'cobol',
  template: 'identification division.\nprogram-id. solution.\nprocedure division.\n    stop run.\n',
  hello: 'identification division.\nprogram-id. solution.\nprocedure division.\n    display "hello".\n    stop run.\n',
  samples: {
    sum: 'identification division.\nprogram-id. solution.\ndata division.\nworking-storage section.\n01 line-in pic x(80).\n01 word-a pic x(20).\n01 word-b pic x(20).\n01 total pic s9(15) comp-5.\n01 shown pic -(15)9.\nprocedure division.\n    accept line-in.\n    unstring line-in delimited by all space into word-a word-b.\n    compute total = function numval(word-a) + function numval(word-b).\n    move total to shown.\n    display function trim(shown).\n    stop run.\n',
    broken: 'identification division.\nprogram-id. solution.\nprocedure division.\n    move 1 to nowhere.\n',
    crash: 'identification division.\nprogram-id. solution.\nprocedure division.\n    stop run returning 3.\n',
  },
});
