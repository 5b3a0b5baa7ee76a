import type { LanguageSpec } from '../language.ts';
import { interpretedLanguage } from './interpreter.ts';

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

/** Python 3 as an interpreter at `path` understands it. */
export function pythonLanguage(
  path: string,
  own: Pick<LanguageSpec, 'id' | 'name' | 'packages' | 'probe'> & Partial<LanguageSpec>,
): LanguageSpec {
  return interpretedLanguage({
    extensions: ['.py'],
    check: [path, '-I', '-S', '-c', CHECK],
    start: [path],
    env: { PYTHONDONTWRITEBYTECODE: '1', PYTHONHASHSEED: '0' },
    editorMode: 'python',
    template: 'import sys\n\n\ndef main():\n    data = sys.stdin.read().split()\n\n\nmain()\n',
    interactiveTemplate:
      'def ask(question):\n    # Without the flush, the judge never sees it.\n    print(question, flush=True)\n    return input()\n\n\ndef main():\n    first = input()\n\n\nmain()\n',
    hello: 'print("hello")\n',
    samples: {
      sum: 'a, b = map(int, input().split())\nprint(a + b)\n',
      broken: 'def f(:\n  pass\n',
      crash: 'print(1 // int("0"))\n',
    },
    ...own,
  });
}
