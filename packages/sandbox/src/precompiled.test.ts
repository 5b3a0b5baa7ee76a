import { expect, test } from 'vitest';
import { readLanguageCatalog } from './language-catalog.ts';
import type { LanguageSpec } from './languages/language.ts';
import { precompileScript, withPrecompiled } from './precompiled.ts';

const catalog = await readLanguageCatalog();
const cpp17 = ((): LanguageSpec => {
  const spec = catalog.get('cpp17');
  if (!spec) throw new Error('no cpp17');
  return spec;
})();

const argvFor = (content: string): readonly string[] =>
  withPrecompiled(cpp17, [{ name: 'main.cpp', content }], ['/usr/bin/g++', '-std=gnu++17', './main.cpp']);

test.each([
  '#include <bits/stdc++.h>',
  '#include"bits/stdc++.h"\r',
  '// first\n  #  include <bits/stdc++.h> // all\nint main() {}',
])('a source that includes it gets the folder of its language: %j', (content) => {
  expect(argvFor(content)).toEqual([
    '/usr/bin/g++',
    '-isystem',
    '/opt/docket/precompiled/cpp17',
    '-std=gnu++17',
    './main.cpp',
  ]);
});

test.each(['#include <iostream>', '// #include <bits/stdc++.h>', 'const char *a = "bits/stdc++.h";', ''])(
  'others are compiled as they are: %j',
  (content) => {
    expect(argvFor(content)).toEqual(['/usr/bin/g++', '-std=gnu++17', './main.cpp']);
  },
);

test('the image makes each header with the flags of its compile step and without those of the linker', () => {
  expect(precompileScript(catalog)).toContain(
    `'/usr/bin/g++' '-std=gnu++17' '-O2' '-x' 'c++-header' '-o' '/opt/docket/precompiled/cpp17/bits/stdc++.h.gch' '/tmp/header.h'`,
  );
});
