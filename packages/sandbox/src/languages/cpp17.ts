import type { LanguageSpec } from './language.ts';

export const language: LanguageSpec = {
  id: 'cpp17',
  name: 'C++ 17',
  extensions: ['.cpp', '.cc', '.cxx'],
  probe: { argv: ['/usr/bin/g++', '--version'], pattern: /^g\+\+ .*?(\d+\.\d+\.\d+)/ },
  packages: ['g++', 'libc6-dev'],
  sourceName: () => 'main.cpp',
  compile: (sources) => ({
    argv: [
      '/usr/bin/g++',
      '-std=gnu++17',
      '-O2',
      '-pipe',
      '-static',
      '-s',
      '-o',
      'program',
      ...sources.filter(({ name }) => /\.(cpp|cc|cxx)$/.test(name)).map(({ name }) => `./${name}`),
    ],
  }),
  precompiledHeader: 'bits/stdc++.h',
  artifact: 'program',
  run: () => ({ argv: ['/box/program'] }),
  editorMode: 'cpp',
  template:
    '#include <iostream>\nusing namespace std;\n\nint main() {\n    ios::sync_with_stdio(false);\n    cin.tie(nullptr);\n    \n    return 0;\n}\n',
  hello: '#include <iostream>\nint main() { std::cout << "hello\\n"; }\n',
};
