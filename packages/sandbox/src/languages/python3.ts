import type { LanguageSpec } from './language.ts';

/** Compiles each file named in its arguments to nothing, so that a syntax error is told before the first test. */
const CHECK = `import sys, traceback
failed = False
for name in sys.argv[1:]:
    try:
        with open(name, 'rb') as file:
            compile(file.read(), name, 'exec', dont_inherit=True)
    except Exception:
        failed = True
        traceback.print_exc(limit=0)
sys.exit(failed)
`;

export const language: LanguageSpec = {
  id: 'python3',
  name: 'Python 3',
  extensions: ['.py'],
  probe: { argv: ['/usr/bin/python3', '--version'], pattern: /^Python (\S+)/ },
  packages: ['python3'],
  sourceName: () => 'main.py',
  compile: (sources) => ({
    argv: [
      '/usr/bin/python3',
      '-I',
      '-S',
      '-c',
      CHECK,
      ...sources.filter(({ name }) => name.endsWith('.py')).map(({ name }) => `./${name}`),
    ],
  }),
  run: ({ entry }) => ({
    argv: ['/usr/bin/python3', `/box/${entry}`],
    env: { PYTHONDONTWRITEBYTECODE: '1', PYTHONHASHSEED: '0' },
  }),
  editorMode: 'python',
  template: 'import sys\n\n\ndef main():\n    data = sys.stdin.read().split()\n\n\nmain()\n',
  hello: 'print("hello")\n',
};
