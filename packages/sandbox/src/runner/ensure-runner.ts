import { execFile } from 'node:child_process';
import { createHash } from 'node:crypto';
import { access, mkdir, readFile, readdir, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';

export const RUNNER_DIR = join(import.meta.dirname, '..', '..', 'runner');
export const RUNNER_CFLAGS = ['-std=gnu17', '-O2', '-Wall', '-Wextra', '-static'] as const;

export type RunnerSource = {
  readonly build: string;
  readonly files: readonly { readonly name: string; readonly bytes: Buffer }[];
};

/** The runner's C sources and the id of the build they make: the hash of their content and the compiler flags. */
export async function readRunnerSource(): Promise<RunnerSource> {
  const names = (await readdir(RUNNER_DIR)).filter((name) => /\.[ch]$/.test(name)).sort();
  const files = await Promise.all(names.map(async (name) => ({ name, bytes: await readFile(join(RUNNER_DIR, name)) })));
  const hash = createHash('sha256').update(RUNNER_CFLAGS.join(' '));
  for (const { name, bytes } of files) hash.update(`\0${name}\0`).update(bytes);
  return { build: hash.digest('hex').slice(0, 16), files };
}

/**
 * Compiles the runner with gcc into `<dataDir>/runner-<build>` unless it is there, so that no binary is committed.
 * Returns the path. Safe when several processes do it at once. Throws with gcc's message when it cannot.
 */
export async function ensureRunner(dataDir: string): Promise<{ path: string; build: string }> {
  const { build, files } = await readRunnerSource();
  const path = join(dataDir, `runner-${build}`);
  const known = await access(path).then(
    () => true,
    () => false,
  );
  if (known) return { path, build };
  await mkdir(dataDir, { recursive: true });
  const draft = `${path}.${process.pid}.${Math.random().toString(36).slice(2)}`;
  const sources = files.filter(({ name }) => name.endsWith('.c')).map(({ name }) => join(RUNNER_DIR, name));
  try {
    await promisify(execFile)('gcc', [...RUNNER_CFLAGS, `-DRUNNER_BUILD="${build}"`, '-o', draft, ...sources]);
    await rename(draft, path);
  } catch (error) {
    await rm(draft, { force: true });
    throw new Error('cannot compile the sandbox runner with gcc (Debian packages gcc and libc6-dev)', { cause: error });
  }
  return { path, build };
}
