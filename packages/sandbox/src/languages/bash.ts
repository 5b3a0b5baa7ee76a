import { checkEach, interpretedLanguage } from './family/interpreter.ts';

export const language = interpretedLanguage({
  id: 'bash',
  name: 'Bash',
  extensions: ['.sh', '.bash'],
  probe: { argv: ['/bin/bash', '--version'], pattern: /version (\d[\d.]*\d)/ },
  packages: ['bash'],
  check: checkEach('/bin/bash', '-n'),
  start: ['/bin/bash'],
  editorMode: 'shell',
  template: 'read -r a b\n',
  hello: 'echo hello\n',
  samples: {
    sum: 'read -r a b\necho $((a + b))\n',
    broken: 'if true; then\n',
    crash: 'exit 3\n',
  },
});
