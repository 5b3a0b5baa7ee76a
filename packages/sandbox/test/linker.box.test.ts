import { existsSync } from 'node:fs';
import { expect, test } from 'vitest';
import { onEachBackend } from './backends.ts';

/** What a linker may get wrong in a static program: unwinding, threads and their own variables, functions chosen at start, destructors. */
const DEMANDING = `#include <cmath>
#include <cstring>
#include <iostream>
#include <stdexcept>
#include <thread>
#include <vector>
thread_local int own = 1;
struct Last { ~Last() { std::cout << " last"; } } last;
static int thrown(int n) { try { if (n > 0) throw std::runtime_error("x"); } catch (const std::exception &e) { return static_cast<int>(std::strlen(e.what())); } return 0; }
int main() {
  std::vector<int> sums(4);
  std::vector<std::thread> threads;
  for (int i = 0; i < 4; i++) threads.emplace_back([i, &sums] { own += i; sums[i] = own + thrown(i); });
  for (auto &thread : threads) thread.join();
  int sum = own;
  for (int each : sums) sum += each;
  std::cout << sum << ' ' << std::floor(std::sqrt(static_cast<double>(sum) * 100));
}
`;

onEachBackend('the linker', 1, (bench) => {
  const backend = () => bench.sandbox().backend;

  test.each(['c', 'cpp20'])('%s: the faster one links, where there is one', async (language) => {
    const { files } = await bench.build(language, 'int main() { return 0; }\n');
    // The languages image has it; on a host it depends on the distribution.
    const isThere = backend() === 'docker' || existsSync('/usr/lib/gold-ld/ld');
    expect(files.some(({ bytes }) => Buffer.from(bytes).includes('gold 1.'))).toBe(isThere);
  });

  test('a static program with exceptions, threads, their variables and destructors is whole', async () => {
    const { stdout } = await bench.judge('cpp20', DEMANDING);
    expect(stdout.toString()).toBe('14 37 last');
  });
});
