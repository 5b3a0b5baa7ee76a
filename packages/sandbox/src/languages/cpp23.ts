import { cppLanguage } from './family/gcc.ts';

export const language = cppLanguage({
  id: 'cpp23',
  name: 'C++ 23',
  std: 'gnu++23',
  since: 11,
  hello: '#include <iostream>\nint main() { std::cout << "hello\\n"; }\n',
  samples: {
    sum: `#include <iostream>\nint main() { long a, b; if consteval { a = 0; } std::cin >> a >> b; std::cout << a + b << '\\n'; }\n`,
    broken: 'int main() { return x; }\n',
    crash: '#include <vector>\nint main() { return std::vector<int>(1).at(1); }\n',
  },
});
