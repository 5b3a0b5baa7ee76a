import { cppLanguage } from './family/gcc.ts';

export const language = cppLanguage({
  id: 'cpp20',
  name: 'C++ 20',
  std: 'gnu++20',
  hello: '#include <iostream>\nint main() { std::cout << "hello\\n"; }\n',
  samples: {
    sum: `#include <compare>\n#include <iostream>\nint main() { long a, b; std::cin >> a >> b; auto c = a <=> b; std::cout << a + b + (c == 0 ? 0 : 0) << '\\n'; }\n`,
    broken: 'int main() { return x; }\n',
    crash: '#include <vector>\nint main() { return std::vector<int>(1).at(1); }\n',
  },
});
