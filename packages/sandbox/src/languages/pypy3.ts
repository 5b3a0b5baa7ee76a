import { pythonLanguage } from './family/python.ts';

export const language = pythonLanguage('/usr/bin/pypy3', {
  id: 'pypy3',
  name: 'Python 3 (PyPy)',
  packages: ['pypy3'],
  probe: { argv: ['/usr/bin/pypy3', '--version'], pattern: /PyPy (\S+)/ },
});
