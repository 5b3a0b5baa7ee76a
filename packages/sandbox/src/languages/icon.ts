import { nativeLanguage } from './family/native.ts';

export const language = nativeLanguage({
  id: 'icon',
  name: 'Icon',
  extensions: ['.icn'],
  probe: { argv: ['/usr/bin/icont', '-V'], pattern: /Version (\S+?)\./ },
  packages: ['icont', 'iconx'],
  before: ['/usr/bin/icont', '-s', '-o', 'program'],
  // In words of 8 bytes: its own stack ends some thousand calls deep.
  run: () => ({ argv: ['/usr/bin/iconx', '/box/program'], env: { MSTKSIZE: '4000000' } }),
  editorMode: 'plain',
  template: 'procedure main()\n  \nend\n',
  hello: 'procedure main()\n  write("hello")\nend\n',
  samples: {
    sum: 'procedure main()\n  line := read()\n  line ? {\n    a := tab(upto(" "))\n    move(1)\n    write(integer(a) + integer(tab(0)))\n  }\nend\n',
    broken: 'procedure main(\nend\n',
    crash: 'procedure main()\n  stop("no")\nend\n',
  },
});
