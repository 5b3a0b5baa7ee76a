import { execFile } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';

const run = promisify(execFile);
const LOOPS = path.resolve(import.meta.dirname, '../../floor');

/** A folder with the compiled floor loop, for programs to be started bare. */
export type Floor = {
  readonly folder: string;
  /** Starts `argv` `rounds` times one after the other. @returns milliseconds per round. @throws when it fails. */
  time(
    rounds: number,
    input: string,
    argv: readonly string[],
    env?: Readonly<Record<string, string>>,
  ): Promise<number[]>;
  write(name: string, bytes: Uint8Array | string, executable?: boolean): Promise<string>;
  dispose(): Promise<void>;
};

/**
 * @param name of the loop's source: `sealed-loop` holds its input in memory, sealed, and does not open a file each time; `box-loop` has another process
 * start the program, as a box does.
 */
export async function openFloor(name: 'run-loop' | 'sealed-loop' | 'box-loop' = 'run-loop'): Promise<Floor> {
  const folder = await mkdtemp(path.join(tmpdir(), 'docket-floor-'));
  const loop = path.join(folder, name);
  await run('gcc', ['-O2', '-o', loop, path.join(LOOPS, `${name}.c`)]);
  return {
    folder,
    async time(rounds, input, argv, env) {
      const { stdout } = await run(loop, [String(rounds), input, ...argv], {
        cwd: folder,
        maxBuffer: 64 * 1024 * 1024,
        ...(env === undefined ? {} : { env }),
      });
      return stdout
        .trim()
        .split('\n')
        .map((line) => Number(line) / 1_000);
    },
    async write(name, bytes, executable = false) {
      const file = path.join(folder, name);
      await writeFile(file, bytes, { mode: executable ? 0o755 : 0o644 });
      return file;
    },
    dispose: () => rm(folder, { recursive: true, force: true }),
  };
}
