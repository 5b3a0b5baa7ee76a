import { pythonLanguage } from './family/python.ts';

export const language = pythonLanguage('/usr/bin/python3', {
  id: 'python3',
  name: 'Python 3',
  extensions: ['.py', '.py3'],
  core: true,
  packages: ['python3'],
  probe: { argv: ['/usr/bin/python3', '--version'], pattern: /^Python (\S+)/ },
});
