import { interpretedLanguage } from './family/interpreter.ts';

export const language = interpretedLanguage({
  id: 'octave',
  name: 'Octave',
  extensions: ['.m'],
  probe: { argv: ['/bin/sh', '-c', 'basename /usr/share/octave/[0-9]*'], pattern: /^(\d[\d.]*\d)/ },
  packages: ['octave'],
  start: ['/usr/bin/octave-cli', '--norc', '--no-history', '--quiet'],
  env: { OPENBLAS_NUM_THREADS: '1', OMP_NUM_THREADS: '1' },
  processes: 16,
  editorMode: 'octave',
  template: 'numbers = fscanf(stdin, "%f");\n',
  hello: 'printf("hello\\n");\n',
  samples: {
    sum: 'printf("%d\\n", sum(fscanf(stdin, "%f")));\n',
    crash: 'error("no");\n',
  },
});
