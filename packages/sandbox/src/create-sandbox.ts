import { setTimeout as sleep } from 'node:timers/promises';
import type { SourceFile } from '@docket/contracts/http/submission';
import type { RunEvidence, RunLimits } from '@docket/contracts/judge/evidence';
import type { Backend } from './backend.ts';
import { BoxFault, type Box, type BoxCommand } from './box.ts';
import { openBubblewrap } from './bubblewrap.ts';
import type { BoxImageOptions } from './docker-image.ts';
import { inTurn, type ChooseCores } from './cores.ts';
import { commandOf, loadChecker, placeOf, places, startOf, type Place } from './checker.ts';
import { compileIn } from './compile.ts';
import { readLanguageCatalog } from './language-catalog.ts';
import type { LanguageSpec } from './languages/language.ts';
import type { SandboxLog } from './log.ts';
import { describeSandbox } from './describe.ts';
import { measuredLanguages, probeLanguages, type MeasuredLanguages } from './measure-languages.ts';
import { openNeutralFolder, type NeutralFolder } from './neutral.ts';
import { openPool, type Pool } from './pool.ts';
import { precompileOnHost, precompileScript, type HostPrecompiled } from './precompiled.ts';
import type { Artifact, CompileOutcome, EarlyArtifact, Program, Sandbox, StoredInput } from './sandbox.ts';
import { ToolchainProof } from './toolchain-proof.ts';

/** A first start waits so long for the floors of the core set, which takes seconds on a machine that is not busy; the rest takes minutes. */
const FLOORS_MS = 30_000;
const STDERR_KEEP_BYTES = 64 * 1024;

export type SandboxOptions = {
  /** `auto` is bubblewrap: Docker is used only when asked for. */
  readonly backend: 'auto' | 'docker' | 'bubblewrap';
  /** Programs run at once, each on the core of its slot. */
  readonly slots: number;
  /** Gives them their cores, where others use the same machine; by default one after the other. */
  readonly chooseCores?: ChooseCores;
  /** Where the compiled runner and measured floors are kept. */
  readonly dataDir: string;
  readonly log: SandboxLog;
  /** Ids of those that are looked for, which starts each toolchain once: some seconds where there are many. All of the catalog by default. */
  readonly languages?: readonly string[];
  /** False: do not compile slow headers ahead, which costs a first start some seconds of background work. */
  readonly precompile?: boolean;
  /** Limits of compile steps are multiplied by it; 1 by default. Programs get the limits they are given. */
  readonly timeFactor?: () => number;
  /** For tests that must see a canary slip: these limits are set instead of those asked for. */
  readonly loosen?: Partial<RunLimits>;
  /** For tests that must see a slow host: programs appear to take so many times the CPU time they take. */
  readonly slower?: number;
  readonly docker?: {
    readonly socketPath?: string;
  } & Pick<BoxImageOptions, 'imagePrefix' | 'languages' | 'exclusively'>;
};

/**
 * Opens the sandbox: makes sure boxes can be made at all (throws in plain words otherwise), finds the languages and
 * starts warming boxes. Floors are measured at the first call of `languages()`.
 */
export async function createSandbox(options: SandboxOptions): Promise<Sandbox> {
  const catalog = await readLanguageCatalog();
  const neutral = options.backend === 'docker' ? undefined : await openNeutralFolder(options.dataDir, options.log);
  const precompiled =
    neutral === undefined || options.precompile === false
      ? undefined
      : await precompileOnHost(await neutral.folder('precompiled'), catalog, options.log);
  const backend = await openBackend(options, catalog, neutral, precompiled).catch(async (error: unknown) => {
    await precompiled?.close();
    throw error;
  });
  const closeBackend = async (): Promise<void> => {
    await backend.close();
    await precompiled?.close();
  };
  const coreOf = await (options.chooseCores ?? inTurn)(backend.cores).catch(async (error: unknown) => {
    await closeBackend();
    throw error;
  });
  const pool = await openPool(backend, options.slots, coreOf, options.log);
  const close = async (): Promise<void> => {
    await pool.close();
    await closeBackend();
  };
  try {
    const wanted = [...catalog].filter(([id]) => options.languages?.includes(id) ?? true);
    const versions = await probeLanguages(pool, new Map(wanted));
    options.log.info({ backend: backend.name, slots: options.slots, languages: [...versions.keys()] }, 'sandbox ready');
    return assemble(options, catalog, backend, pool, versions, close);
  } catch (error) {
    await close();
    throw error;
  }
}

async function openBackend(
  options: SandboxOptions,
  catalog: ReadonlyMap<string, LanguageSpec>,
  /** Of bubblewrap. */
  neutral: NeutralFolder | undefined,
  precompiled: HostPrecompiled | undefined,
): Promise<Backend> {
  const { dataDir, log } = options;
  if (neutral !== undefined) {
    const toolchainPaths = [...catalog.values()].flatMap(({ hostPaths = [] }) => hostPaths);
    return await openBubblewrap({ dataDir, log, neutral, toolchainPaths, precompiled: precompiled?.folder });
  }
  const { openDocker } = await import('./docker.ts');
  const precompile = options.precompile === false ? {} : { precompile: precompileScript(catalog) };
  return await openDocker({ ...options.docker, ...precompile, log });
}

function assemble(
  options: SandboxOptions,
  catalog: ReadonlyMap<string, LanguageSpec>,
  backend: Backend,
  pool: Pool,
  versions: ReadonlyMap<string, string>,
  close: () => Promise<void>,
): Sandbox {
  let measured: Promise<MeasuredLanguages> | undefined;
  let waited: Promise<unknown> | undefined;
  const stopped = new AbortController();

  function specOf(id: string): LanguageSpec {
    const spec = catalog.get(id);
    if (!spec || !versions.has(id)) throw new RangeError(`the language ${id} is not installed here`);
    return spec;
  }

  async function compile(
    spec: LanguageSpec,
    files: readonly SourceFile[],
    early?: EarlyArtifact,
  ): Promise<CompileOutcome> {
    const lease = await pool.acquire('compile');
    try {
      const outcome = await compileIn(lease.box, spec, files, options.timeFactor?.(), early);
      lease.release();
      return outcome;
    } catch (error) {
      lease.discard();
      throw error;
    }
  }
  const proof = new ToolchainProof((spec) => compile(spec, [{ name: 'hello', content: spec.hello }]), options.log);

  const sandbox: Sandbox = {
    backend: backend.name,

    async languages(which) {
      const { dataDir, log } = options;
      measured ??= measuredLanguages({ sandbox, proof, catalog, versions, dataDir, log, stopped: stopped.signal });
      const languages = await measured;
      waited ??= Promise.race([languages.core(), sleep(FLOORS_MS, undefined, { ref: false })]);
      await (which?.complete === true ? languages.measured() : waited);
      return languages.list().filter(({ id }) => !proof.isBroken(specOf(id)));
    },

    async compile(language: string, files: readonly SourceFile[], early?: EarlyArtifact): Promise<CompileOutcome> {
      const spec = specOf(language);
      const outcome = await compile(spec, files, early);
      // Without evidence no compiler was asked.
      if (outcome.kind === 'ok' || outcome.evidence === null || (await proof.isAuthors(spec, outcome))) return outcome;
      throw new BoxFault(`${spec.name} does not compile its own sample here: its toolchain is not whole`);
    },

    load: async (artifact) => await load(pool, specOf(artifact.language), artifact, options),

    describe: () => describeSandbox(options.slots, backend, pool, versions),

    loadChecker: async (artifact, beside) =>
      await loadChecker(pool, specOf(artifact.language), artifact, beside && placeOf(beside)?.slot),

    async close() {
      stopped.abort();
      await close();
    },
  };
  return sandbox;
}

async function load(
  pool: Pool,
  spec: LanguageSpec,
  artifact: Artifact,
  { loosen = {}, slower = 1 }: Pick<SandboxOptions, 'loosen' | 'slower'>,
): Promise<Program> {
  const lease = await pool.acquire('run');
  let sound = true;
  const guard = async <T>(work: Promise<T>): Promise<T> => {
    try {
      return await work;
    } catch (error) {
      sound = false;
      throw error;
    }
  };
  // Nobody waits for it but the first run, which is on its way already.
  const store = (): Promise<void> => {
    const stored = guard(lease.box.put(artifact.files));
    stored.catch(() => undefined);
    return stored;
  };
  let stored = store();
  const run: Place['run'] = async (limits, { stdin, args = [], ...io }) => {
    if (!(await lease.box.clean())) {
      await guard(lease.renew());
      stored = store();
    }
    const held = { ...limits, cpuMs: limits.cpuMs / slower, ...loosen };
    const input = await inputFor(lease.box, stdin);
    const command = commandOf(spec, artifact, {
      limits: held,
      stderrKeepBytes: STDERR_KEEP_BYTES,
      args,
      ...io,
      ...input,
    });
    const [result] = await guard(Promise.all([startOf(lease.box, command), stored]));
    return slower === 1 ? result : { ...result, evidence: slowed(result.evidence, slower) };
  };
  const program: Program = {
    run: ({ limits, ...io }) => run(limits, io),
    async close() {
      if (sound) lease.release();
      else lease.discard();
    },
  };
  places.set(program, { slot: lease.slot, run });
  return program;
}

/** How an input gets to a program: by its id where the box keeps it, or does from now on. */
async function inputFor(
  box: Box,
  stdin: Uint8Array | StoredInput | undefined,
): Promise<Pick<BoxCommand, 'stdin' | 'kept'>> {
  if (stdin === undefined) return {};
  if (stdin instanceof Uint8Array) return { stdin };
  const { id } = stdin;
  if (box.keeps(id)) return { kept: id };
  const bytes = await stdin.bytes();
  return box.keep(id, bytes) ? { kept: id } : { stdin: bytes };
}

/** What a host that many times slower would have measured. */
function slowed(evidence: RunEvidence, slower: number): RunEvidence {
  const { cpuMs, limits } = evidence;
  return { ...evidence, cpuMs: cpuMs * slower, limits: { ...limits, cpuMs: limits.cpuMs * slower } };
}
