import type { LanguageSpec } from './language.ts';

export const language: LanguageSpec = {
  id: 'c',
  name: 'C 17',
  extensions: ['.c'],
  probe: { argv: ['/usr/bin/gcc', '--version'], pattern: /^gcc .*?(\d+\.\d+\.\d+)/ },
  packages: ['gcc', 'libc6-dev'],
  sourceName: () => 'main.c',
  // Static: starts in half the time of a dynamic program, and runs the same wherever the run box is.
  compile: (sources) => ({
    argv: [
      '/usr/bin/gcc',
      '-std=gnu17',
      '-O2',
      '-pipe',
      '-static',
      '-s',
      '-o',
      'program',
      ...sources.filter(({ name }) => name.endsWith('.c')).map(({ name }) => `./${name}`),
      '-lm',
    ],
  }),
  artifact: 'program',
  run: () => ({ argv: ['/box/program'] }),
  editorMode: 'c',
  template: '#include <stdio.h>\n\nint main(void) {\n    \n    return 0;\n}\n',
  hello: '#include <stdio.h>\nint main(void) { puts("hello"); return 0; }\n',
};
