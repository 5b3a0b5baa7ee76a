import { interpretedLanguage } from './family/interpreter.ts';

export const language = interpretedLanguage({
  id: 'pike',
  name: 'Pike',
  extensions: ['.pike'],
  probe: { argv: ['/usr/bin/pike8.0', '--dumpversion'], pattern: /^(\d[\d.]*\d)/ },
  packages: ['pike8.0-core'],
  // Entries of its stack, which else ends fifty thousand calls deep.
  start: ['/usr/bin/pike8.0', '-s2000000', '-M/box'],
  processes: 8,
  editorMode: 'c',
  template: 'int main() {\n    return 0;\n}\n',
  hello: 'int main() {\n    write("hello\\n");\n    return 0;\n}\n',
  samples: {
    sum: 'int main() {\n    array(int) n = (array(int)) (Stdio.stdin.gets() / " ");\n    write("%d\\n", n[0] + n[1]);\n    return 0;\n}\n',
    crash: 'int main() {\n    error("no");\n}\n',
  },
});
