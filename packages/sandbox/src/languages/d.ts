import { nativeLanguage } from './family/native.ts';

export const language = nativeLanguage({
  id: 'd',
  name: 'D',
  extensions: ['.d'],
  probe: { argv: ['/usr/bin/gdc', '--version'], pattern: /^gdc .*?(\d+\.\d+\.\d+)/ },
  packages: ['gdc'],
  before: ['/usr/bin/gdc', '-O2', '-pipe', '-static-libphobos', '-s', '-o', 'program'],
  compileLimits: { cpuMs: 20_000 },
  editorMode: 'd',
  template: 'import std.stdio;\n\nvoid main()\n{\n    \n}\n',
  hello: 'import std.stdio;\nvoid main() { writeln("hello"); }\n',
  samples: {
    sum: 'import std.stdio;\nvoid main() { long a, b; readf(" %d %d", &a, &b); writeln(a + b); }\n',
    broken: 'void main() { int x = ; }\n',
    crash: 'void main() { throw new Exception("no"); }\n',
  },
});
