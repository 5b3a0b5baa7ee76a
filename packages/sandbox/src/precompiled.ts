import { execFile, spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { access, mkdir, mkdtemp, readdir, rename, rm, stat, utimes, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';
import type { Argv, LanguageSpec, Source } from './languages/language.ts';
import type { SandboxLog } from './log.ts';

/** Where boxes find precompiled headers: a folder per language, root's own and read-only. */
export const PRECOMPILED_IN_BOX = '/opt/docket/precompiled';
/** What only the linker and the driver read; all the rest must be the same for the header and for what includes it. */
const NOT_FOR_A_HEADER = /^(?:-pipe|-static|-s|-B.*|-l.*|-Wl,.*)$/;
/** What a build that was killed left behind is removed after so long. */
const STALE_MS = 10 * 60_000;
/** Headers that no worker started with in so long. */
const UNUSED_MS = 7 * 24 * 60 * 60_000;

/** One header of one language, and the compiler with exactly the flags of its compile step. */
type Precompilation = {
  readonly language: string;
  readonly header: string;
  readonly compiler: string;
  readonly flags: readonly string[];
};

function precompilations(catalog: ReadonlyMap<string, LanguageSpec>): readonly Precompilation[] {
  return [...catalog.values()].flatMap((spec) => {
    const header = spec.precompiledHeader;
    const step = spec.compile?.([]);
    if (header === undefined || step === undefined) return [];
    const [compiler, ...rest] = step.argv;
    const flags = rest.filter(
      (flag, index) => flag !== '-o' && rest[index - 1] !== '-o' && !NOT_FOR_A_HEADER.test(flag),
    );
    return [{ language: spec.id, header, compiler, flags }];
  });
}

/**
 * The compile command of sources that include the language's precompiled header, so that the compiler finds it first.
 * The compiler checks that it fits (same build, same flags, no macro defined before that matters) and reads the
 * ordinary header where it does not, or where there is none: nothing here needs to know.
 */
export function withPrecompiled(spec: LanguageSpec, sources: readonly Source[], argv: Argv): Argv {
  const header = spec.precompiledHeader;
  if (header === undefined || !sources.some(({ content }) => includes(content, header))) return argv;
  const [compiler, ...rest] = argv;
  return [compiler, '-isystem', join(PRECOMPILED_IN_BOX, spec.id), ...rest];
}

function includes(content: string, header: string): boolean {
  return content.split('\n').some((line) => /^\s*#\s*include\s*[<"]([^>"]+)[>"]/.exec(line)?.[1] === header);
}

/** The same as lines for `RUN` in the box image. A language that is not in the image is passed over. */
export function precompileScript(catalog: ReadonlyMap<string, LanguageSpec>): string {
  return precompilations(catalog)
    .map(({ language, header, compiler, flags }) => {
      const target = join(PRECOMPILED_IN_BOX, language, `${header}.gch`);
      const source = '/tmp/header.h';
      const command = [compiler, ...flags, '-x', 'c++-header', '-o', target, source].map(quoted).join(' ');
      return `if [ -x ${quoted(compiler)} ]; then mkdir -p ${quoted(dirname(target))} && echo ${quoted(`#include <${header}>`)} > ${source} && ${command} && rm ${source}; fi`;
    })
    .join(' && ');
}

function quoted(word: string): string {
  return `'${word.replaceAll("'", `'\\''`)}'`;
}

/** A folder of precompiled headers for this machine's own compilers. */
export type HostPrecompiled = {
  readonly folder: string;
  /** All that could be made is there. */
  readonly ready: Promise<void>;
  close(): Promise<void>;
};

/**
 * Makes the headers below `parent` in the background, at the lowest priority: until one is there, sources are compiled
 * with the ordinary header. Done once for each build of the compiler. Undefined when there is no such compiler.
 */
export async function precompileOnHost(
  parent: string,
  catalog: ReadonlyMap<string, LanguageSpec>,
  log: SandboxLog,
): Promise<HostPrecompiled | undefined> {
  const all = precompilations(catalog);
  const builds = await Promise.all(all.map(({ compiler }) => compilerBuild(compiler).catch(() => undefined)));
  const wanted = all.filter((_, index) => builds[index] !== undefined);
  if (wanted.length === 0) return undefined;
  const key = createHash('sha256')
    .update(JSON.stringify([wanted, builds]))
    .digest('hex')
    .slice(0, 16);
  const folder = join(parent, key);
  await mkdir(folder, { recursive: true, mode: 0o755 });
  const now = new Date();
  await utimes(folder, now, now);
  const stop = new AbortController();
  const ready = (async () => {
    await removeOthers(parent, key);
    for (const each of wanted) {
      if (stop.signal.aborted) return;
      await makeOne(folder, each, stop.signal);
    }
  })().catch((error: unknown) => {
    if (!stop.signal.aborted) log.warn({ err: error }, 'a header could not be precompiled; compiling takes longer');
  });
  return {
    folder,
    ready,
    async close() {
      stop.abort();
      await ready;
    },
  };
}

async function makeOne(folder: string, what: Precompilation, signal: AbortSignal): Promise<void> {
  const target = join(folder, what.language, `${what.header}.gch`);
  if (await exists(target)) return;
  await mkdir(dirname(target), { recursive: true, mode: 0o755 });
  const draft = await mkdtemp(join(folder, '.draft-'));
  try {
    await writeFile(join(draft, 'header.h'), `#include <${what.header}>\n`);
    const argv = [what.compiler, ...what.flags, '-x', 'c++-header', '-o', 'header.gch', 'header.h'];
    // Named from within: messages about what includes it quote the name.
    await compileQuietly(argv, draft, signal);
    // In one step: a compiler must never find half of it.
    await rename(join(draft, 'header.gch'), target);
  } finally {
    await rm(draft, { recursive: true, force: true });
  }
}

function compileQuietly(argv: readonly string[], cwd: string, signal: AbortSignal): Promise<void> {
  return new Promise((resolve, reject) => {
    // A process group of its own, because the compiler's driver does not take its children with it.
    const child = spawn('nice', ['-n', '19', ...argv], {
      stdio: ['ignore', 'ignore', 'pipe'],
      detached: true,
      cwd,
    });
    const end = (): void => {
      if (child.pid !== undefined) process.kill(-child.pid, 'SIGKILL');
    };
    if (signal.aborted) end();
    signal.addEventListener('abort', end, { once: true });
    let words = '';
    child.stderr.on('data', (chunk: Buffer) => (words = (words + chunk.toString()).slice(0, 4096)));
    child.once('error', reject);
    child.once('close', (code) => {
      signal.removeEventListener('abort', end);
      if (code === 0) resolve();
      else reject(new Error(`${argv.join(' ')} ended with ${code}: ${words}`));
    });
  });
}

/** What a precompiled header is bound to: the very file of the compiler proper. */
async function compilerBuild(compiler: string): Promise<readonly unknown[]> {
  const { stdout } = await promisify(execFile)(compiler, ['-print-prog-name=cc1plus']);
  const { size, mtimeMs } = await stat(stdout.trim());
  return [stdout.trim(), size, mtimeMs];
}

/** Headers of compilers that were replaced, at 100 MB each, and drafts of builds that were killed. Other installations may be at work with theirs. */
async function removeOthers(parent: string, key: string): Promise<void> {
  for (const name of await readdir(parent)) {
    const path = join(parent, name);
    const { mtimeMs } = await stat(path).catch(() => ({ mtimeMs: Date.now() }));
    if (name !== key && Date.now() - mtimeMs > UNUSED_MS) await rm(path, { recursive: true, force: true });
  }
  for (const name of await readdir(join(parent, key))) {
    const path = join(parent, key, name);
    const { mtimeMs } = await stat(path).catch(() => ({ mtimeMs: Date.now() }));
    if (name.startsWith('.draft-') && Date.now() - mtimeMs > STALE_MS) await rm(path, { recursive: true, force: true });
  }
}

function exists(path: string): Promise<boolean> {
  return access(path).then(
    () => true,
    () => false,
  );
}
