import { nativeLanguage } from './family/native.ts';
import { GCC_FLAGS } from './family/gcc.ts';

export const language = nativeLanguage({
  id: 'objectivec',
  name: 'Objective-C',
  extensions: ['.m'],
  // gcc is there without it; only where the package is does gcc know a path for the compiler proper.
  probe: { argv: ['/usr/bin/gcc', '-print-prog-name=cc1obj'], pattern: /\/(\d[\d.]*)\/cc1obj/ },
  packages: ['gobjc', 'libc6-dev'],
  // Left to itself the compiler takes Objective-C's C for that of 1990.
  before: ['/usr/bin/gcc', '-std=gnu17', ...GCC_FLAGS],
  after: ['-lobjc', '-lpthread', '-lm'],
  editorMode: 'c',
  template: '#include <stdio.h>\n\nint main(void) {\n    \n    return 0;\n}\n',
  hello:
    '#include <stdio.h>\n@interface Greeter\n+ (void)greet;\n@end\n@implementation Greeter\n+ (void)greet { puts("hello"); }\n@end\nint main(void) { [Greeter greet]; return 0; }\n',
  samples: {
    sum: '#include <stdio.h>\nint main(void) { long a, b; scanf("%ld %ld", &a, &b); printf("%ld\\n", a + b); return 0; }\n',
    broken: '@implementation\n',
    crash: '#include <stdlib.h>\nint main(void) { abort(); }\n',
  },
});
