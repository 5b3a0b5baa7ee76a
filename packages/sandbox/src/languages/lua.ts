import { checkEach, interpretedLanguage } from './family/interpreter.ts';

export const language = interpretedLanguage({
  id: 'lua',
  name: 'Lua',
  extensions: ['.lua'],
  probe: { argv: ['/usr/bin/lua5.4', '-v'], pattern: /^Lua (\d[\d.]*\d)/ },
  packages: ['lua5.4'],
  // One at a time: Debian's luac crashes over two.
  check: checkEach('/usr/bin/luac5.4', '-p'),
  start: ['/usr/bin/lua5.4'],
  env: { LUA_PATH: '/box/?.lua;;' },
  editorMode: 'lua',
  template: 'local a, b = io.read("n", "n")\n',
  hello: 'print("hello")\n',
  samples: {
    sum: 'local a, b = io.read("n", "n")\nprint(a + b)\n',
    broken: 'local x = = 1\n',
    crash: 'error("no")\n',
  },
});
