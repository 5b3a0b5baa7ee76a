import type { LanguageSpec } from '../language.ts';
import { nativeLanguage } from './native.ts';

type Own = Pick<LanguageSpec, 'id' | 'name' | 'samples' | 'hello'> & { readonly std: string };

/**
 * Where Debian puts the faster of binutils' two linkers under the name that the compiler looks for: a third of the time for C++, half
 * for C. Where the folder is missing (from Debian 13 on it is a package of its own) the compiler takes the ordinary one.
 */
const FASTER_LINKER = '-B/usr/lib/gold-ld';

/** Static: starts in half the time of a dynamic program, and runs the same wherever the run box is. */
export const GCC_FLAGS = ['-O2', '-pipe', '-static', '-s', FASTER_LINKER, '-o', 'program'] as const;

/** C as gcc understands it under `-std=`. */
export function cLanguage(own: Own): LanguageSpec {
  const { std, ...rest } = own;
  return nativeLanguage({
    extensions: ['.c'],
    probe: { argv: ['/usr/bin/gcc', '--version'], pattern: /^gcc .*?(\d+\.\d+\.\d+)/ },
    packages: ['gcc', 'libc6-dev'],
    before: ['/usr/bin/gcc', `-std=${std}`, ...GCC_FLAGS],
    after: ['-lm'],
    core: true,
    editorMode: 'c',
    interactiveTemplate:
      '#include <stdio.h>\n\nint main(void) {\n    /* Sends each line as it is printed. */\n    setvbuf(stdout, NULL, _IOLBF, 0);\n    \n    return 0;\n}\n',
    template: '#include <stdio.h>\n\nint main(void) {\n    \n    return 0;\n}\n',
    ...rest,
  });
}

/** C++ as g++ understands it under `-std=`. `since` is the first major version of g++ that does. */
export function cppLanguage(own: Own & { readonly since?: number }): LanguageSpec {
  const { std, since = 0, ...rest } = own;
  return nativeLanguage({
    extensions: ['.cpp', '.cc', '.cxx'],
    probe: { argv: ['/usr/bin/g++', '--version'], pattern: versionSince(since) },
    packages: ['g++', 'libc6-dev'],
    // Of the library, what is not used is left out: a fifth less to write, to read and to carry into the run box.
    before: ['/usr/bin/g++', `-std=${std}`, ...GCC_FLAGS, '-Wl,--gc-sections'],
    precompiledHeader: 'bits/stdc++.h',
    core: true,
    editorMode: 'cpp',
    interactiveTemplate:
      '#include <iostream>\n#include <string>\nusing namespace std;\n\nstring ask(const string& question) {\n    // endl sends the line at once; without it the judge never sees it.\n    cout << question << endl;\n    string answer;\n    getline(cin, answer);\n    return answer;\n}\n\nint main() {\n    string first;\n    getline(cin, first);\n    \n    return 0;\n}\n',
    template:
      '#include <iostream>\nusing namespace std;\n\nint main() {\n    ios::sync_with_stdio(false);\n    cin.tie(nullptr);\n    \n    return 0;\n}\n',
    ...rest,
  });
}

/** Matches what `g++ --version` says when its major version is `since`, at most 19, or newer. */
function versionSince(since: number): RegExp {
  const major = since < 10 ? '\\d+' : `(?:1[${since - 10}-9]|[2-9]\\d)`;
  return new RegExp(`^g\\+\\+ .*?\\b(${major}\\.\\d+\\.\\d+)`);
}
