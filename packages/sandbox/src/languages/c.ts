import { cLanguage } from './family/gcc.ts';

export const language = cLanguage({
  id: 'c',
  name: 'C 17',
  std: 'gnu17',
  hello: '#include <stdio.h>\nint main(void) { puts("hello"); return 0; }\n',
  samples: {
    sum: '#include <stdio.h>\nint main(void) { long a, b; scanf("%ld %ld", &a, &b); printf("%ld\\n", a + b); return 0; }\n',
    broken: 'int main(void) { return x; }\n',
    crash: '#include <stdlib.h>\nint main(void) { abort(); }\n',
  },
});
