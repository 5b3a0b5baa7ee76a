import { cppLanguage } from './family/gcc.ts';

export const language = cppLanguage({
  id: 'cpp17',
  name: 'C++ 17',
  std: 'gnu++17',
  hello: '#include <iostream>\nint main() { std::cout << "hello\\n"; }\n',
  samples: {
    sum: `#include <iostream>\nint main() { if (long a, b; std::cin >> a >> b) std::cout << a + b << '\\n'; }\n`,
    broken: 'int main() { return x; }\n',
    crash: '#include <vector>\nint main() { return std::vector<int>(1).at(1); }\n',
  },
});
