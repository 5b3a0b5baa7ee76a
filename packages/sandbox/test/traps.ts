import { expect, test } from 'vitest';
import { onEachBackend, type Bench, type Ran, type RunOptions } from './backends.ts';

/** A hostile or clumsy program, how it must end, and (always) the next submission judged normally. */
export type Trap = {
  readonly name: string;
  readonly language: string;
  readonly code: string;
  readonly options?: RunOptions;
  readonly expect: (ran: Ran) => void;
};

export const c = (body: string, includes = ''): string =>
  `#define _GNU_SOURCE\n#include <errno.h>\n#include <fcntl.h>\n#include <signal.h>\n#include <stdio.h>\n#include <stdlib.h>\n#include <string.h>\n#include <sys/socket.h>\n#include <sys/stat.h>\n#include <sys/syscall.h>\n#include <sys/wait.h>\n#include <unistd.h>\n${includes}\nint main(void) {\n${body}\n}\n`;

export const clean = ({ evidence }: Ran): void =>
  expect(evidence).toMatchObject({ exit: { kind: 'exited', code: 0 }, limitHit: null });
export const signaled =
  (signal: string) =>
  ({ evidence }: Ran): void =>
    expect(evidence).toMatchObject({ exit: { kind: 'signaled', signal }, limitHit: null });
export const stopped =
  (limitHit: string) =>
  ({ evidence }: Ran): void =>
    expect(evidence).toMatchObject({ limitHit });
export const says =
  (text: string) =>
  (ran: Ran): void => {
    clean(ran);
    expect(ran.stdout.toString()).toBe(text);
  };
export const soon = { wallMs: 400, cpuMs: 300 };
export const errnoOf = (call: string): string =>
  c(
    `long r = ${call}; printf("%s", r < 0 ? strerrorname_np(errno) : "allowed"); return 0;`,
    '#include <sys/syscall.h>',
  );

/** Each of them is a test, run on each back end. `more` declares those that need several runs. */
export function declareTraps(title: string, traps: readonly Trap[], more?: (bench: Bench) => void): void {
  onEachBackend(title, 1, (bench) => {
    test.each(traps)('$name', async (trap) => {
      const artifact = await bench.build(trap.language, trap.code);
      const [ran] = await bench.runAll(artifact, [trap.options ?? {}]);
      if (!ran) throw new Error('no result');
      trap.expect(ran);
      await bench.expectNormal();
    });
    more?.(bench);
  });
}
