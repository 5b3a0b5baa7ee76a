import type { RunLimits } from '@docket/contracts/judge/evidence';
import { MIB } from './backend.ts';
import type { Sandbox } from './sandbox.ts';

/** Names the program: figures of another one cannot be compared. Change it with every change of the source. */
export const REFERENCE_PROGRAM = 'mix-1';

/**
 * Work that depends on nothing but the core, its caches and the compiler's ordinary code: sorting (branches), a walk
 * through 4 MiB in random order (latency), arithmetic in a chain and floating point. Each round does the same.
 */
const SOURCE = `#include <stdint.h>
#include <stdio.h>

#define WALK (1u << 20)
#define SORT (1u << 14)
static uint32_t next[WALK], heap[SORT];
static uint64_t state = 88172645463325252ull;

static uint64_t random_number(void) {
    state ^= state << 13; state ^= state >> 7; state ^= state << 17;
    return state;
}

static void sift(uint32_t from, uint32_t size) {
    for (uint32_t child; (child = 2 * from + 1) < size; from = child) {
        if (child + 1 < size && heap[child + 1] > heap[child]) child++;
        if (heap[from] >= heap[child]) return;
        uint32_t swap = heap[from]; heap[from] = heap[child]; heap[child] = swap;
    }
}

int main(void) {
    uint64_t sum = 0;
    double real = 1;
    for (uint32_t i = 0; i < WALK; i++) next[i] = i;
    for (uint32_t i = WALK - 1; i > 0; i--) {
        uint32_t j = random_number() % i, swap = next[i];
        next[i] = next[j]; next[j] = swap;
    }
    for (int turn = 0; turn < 4; turn++) {
        for (uint32_t i = 0; i < SORT; i++) heap[i] = (uint32_t)random_number();
        for (uint32_t i = SORT / 2; i-- > 0;) sift(i, SORT);
        for (uint32_t i = SORT; i-- > 1;) {
            uint32_t swap = heap[0]; heap[0] = heap[i]; heap[i] = swap;
            sift(0, i);
        }
        sum += heap[SORT / 2];
        for (uint32_t i = 0, at = 0; i < WALK / 8; i++) sum += at = next[at];
        for (uint32_t i = 0; i < 400000; i++) {
            sum = sum * 6364136223846793005ull + (sum >> 33 ^ i);
            real = real * 0.999999 + (double)(sum & 255) / (real + 2);
        }
    }
    printf("%llu %.3f\\n", (unsigned long long)sum, real);
    return 0;
}
`;

/** The least of so many rounds counts: whatever else goes on can only add. */
const ROUNDS = 8;
const LIMITS: RunLimits = {
  cpuMs: 10_000,
  wallMs: 60_000,
  memoryBytes: 64 * MIB,
  outputBytes: 4096,
  processes: 4,
};

/**
 * CPU time in ms of the reference program here: the least of a few rounds in a run box. Takes one slot for less than a
 * second on the machines of these years. Throws `BoxFault` as every run does, and an Error when the program does not do its work.
 */
export async function measureReference(sandbox: Pick<Sandbox, 'compile' | 'load'>): Promise<number> {
  const compiled = await sandbox.compile('c', [{ name: 'reference.c', content: SOURCE }]);
  if (compiled.kind === 'failed') throw new Error(`the reference program does not compile: ${compiled.log}`);
  const program = await sandbox.load(compiled.artifact);
  try {
    let least = Number.POSITIVE_INFINITY;
    let first = '';
    for (let round = 0; round < ROUNDS; round++) {
      let said = '';
      const { evidence } = await program.run({
        stdin: new Uint8Array(),
        limits: LIMITS,
        onStdout: (chunk) => (said += Buffer.from(chunk).toString()),
      });
      first ||= said;
      if (evidence.exit.kind !== 'exited' || evidence.exit.code !== 0 || said === '' || said !== first)
        throw new Error(`the reference program ended as ${JSON.stringify(evidence.exit)} and said ${said}`);
      least = Math.min(least, evidence.cpuMs);
    }
    return least;
  } finally {
    await program.close();
  }
}
