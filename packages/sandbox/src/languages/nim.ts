import { nativeLanguage } from './family/native.ts';

export const language = nativeLanguage({
  id: 'nim',
  name: 'Nim',
  extensions: ['.nim'],
  probe: { argv: ['/usr/bin/nim', '--version'], pattern: /^Nim Compiler Version (\S+)/ },
  packages: ['nim', 'libc6-dev'],
  hostPaths: ['/etc/nim'],
  before: ['/usr/bin/nim', 'c', '-d:release', '--hints:off', '--nimcache:/tmp/nim', '-o:program'],
  followsImports: true,
  compileLimits: { cpuMs: 20_000, wallMs: 60_000 },
  editorMode: 'nim',
  template: 'import strutils\n\n',
  hello: 'echo "hello"\n',
  samples: {
    sum: 'import strutils, sequtils\nlet n = stdin.readLine.split.map(parseInt)\necho n[0] + n[1]\n',
    broken: 'echo undefinedName\n',
    crash: 'raise newException(ValueError, "no")\n',
  },
});
