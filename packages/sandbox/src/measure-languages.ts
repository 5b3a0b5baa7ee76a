import { createHash, randomUUID } from 'node:crypto';
import { mkdir, readFile, rename, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { language, type Language } from '@docket/contracts/http/language';
import type { RunLimits } from '@docket/contracts/judge/evidence';
import { MIB } from './backend.ts';
import { BoxFault } from './box.ts';
import { BASE_ENV } from './compile.ts';
import type { LanguageSpec } from './languages/language.ts';
import type { SandboxLog } from './log.ts';
import type { Pool } from './pool.ts';
import type { Sandbox } from './sandbox.ts';
import type { ToolchainProof } from './toolchain-proof.ts';

const PROBE_LIMITS: RunLimits = {
  cpuMs: 5000,
  wallMs: 10_000,
  memoryBytes: 512 * MIB,
  outputBytes: 64 * 1024,
  processes: 64,
};

/** A hello-world that runs into these says nothing of a host that is busy. */
const HELLO_LIMITS: RunLimits = { ...PROBE_LIMITS, cpuMs: 20_000, wallMs: 60_000 };

/** A language that could not be measured is tried again after so long. */
const AGAIN_MS = 60_000;

/** Versions of the languages whose toolchain is in the boxes, by id. */
export async function probeLanguages(
  pool: Pool,
  catalog: ReadonlyMap<string, LanguageSpec>,
): Promise<ReadonlyMap<string, string>> {
  const versions = new Map<string, string>();
  const seen = new Map<string, string>();
  const lease = await pool.acquire('compile');
  try {
    for (const spec of catalog.values()) {
      const key = spec.probe.argv.join('\0');
      let said = seen.get(key);
      if (said === undefined) {
        const output: Uint8Array[] = [];
        const limits = { ...PROBE_LIMITS, processes: PROBE_LIMITS.processes + (spec.processes ?? 0) };
        const { evidence, stderr } = await lease.box.run({
          argv: spec.probe.argv,
          env: BASE_ENV,
          limits,
          stderrKeepBytes: 4096,
          drainOutput: true,
          unmetered: true,
          onStdout: (chunk) => output.push(Uint8Array.from(chunk)),
        });
        said =
          evidence.exit.kind === 'exited' && evidence.exit.code === 0
            ? Buffer.concat([...output, stderr]).toString()
            : '';
        seen.set(key, said);
      }
      const version = spec.probe.pattern.exec(said)?.[1];
      if (version !== undefined) versions.set(spec.id, version);
    }
    lease.release();
  } catch (error) {
    lease.discard();
    throw error;
  }
  return versions;
}

type Floor = Language['floor'];
/** The languages of a sandbox, the floors of which become known one after the other. */
export type MeasuredLanguages = {
  /** Those that were measured so far, and work. What could not be measured is tried again after a while, as long as somebody asks. */
  list(): readonly Language[];
  /** Measures what is not remembered from an earlier start; the first call starts it. Never fails. */
  measured(): Promise<void>;
  /** The core set was measured, as far as it can be; it comes first. */
  core(): Promise<void>;
};

/**
 * What a hello-world costs here, measured once for each language and remembered in `dataDir` until its toolchain or its
 * file changes. The second of two runs counts: the first one reads the toolchain from disk.
 */
export async function measuredLanguages(options: {
  readonly sandbox: Pick<Sandbox, 'backend' | 'compile' | 'load'>;
  /** Is told what came of each sample: a language whose own fails is not offered. */
  readonly proof: Pick<ToolchainProof, 'note'>;
  readonly catalog: ReadonlyMap<string, LanguageSpec>;
  readonly versions: ReadonlyMap<string, string>;
  readonly dataDir: string;
  readonly log: SandboxLog;
  /** Ends measuring between two languages. */
  readonly stopped: AbortSignal;
}): Promise<MeasuredLanguages> {
  const { sandbox, proof, catalog, versions, dataDir, log, stopped } = options;
  const file = join(dataDir, `floors-${sandbox.backend}.json`);
  const specs = [...catalog.values()].filter(({ id }) => versions.has(id));
  const keys = new Map(specs.map((spec) => [spec.id, keyOf(spec, versions.get(spec.id) ?? '')]));
  const remembered = await readFloors(file);
  const known = new Map<string, Floor>(
    specs.map(({ id }) => [id, remembered[keys.get(id) ?? ''] ?? null] satisfies [string, Floor]),
  );

  const coreDone = Promise.withResolvers<void>();
  async function measureAll(): Promise<void> {
    for (const spec of coreFirst(specs)) {
      if (spec.core !== true) coreDone.resolve();
      if (known.get(spec.id) || stopped.aborted) continue;
      try {
        known.set(spec.id, await measure(sandbox, spec));
        proof.note(spec, true);
      } catch (error) {
        if (stopped.aborted) continue;
        // A failure of the sandbox says nothing of the toolchain.
        if (!(error instanceof BoxFault)) proof.note(spec, false);
        log.warn({ language: spec.id, err: error }, 'the floor of a language could not be measured');
        continue;
      }
      // One by one: a start that is cut short is not begun anew.
      await remember(file, keys, known).catch((error: unknown) =>
        log.warn({ err: error }, 'the floor of a language could not be kept'),
      );
    }
    coreDone.resolve();
    endedAtMs = performance.now();
  }

  let measuring: Promise<void> | undefined;
  let endedAtMs: number | undefined;
  const measured = (): Promise<void> => (measuring ??= measureAll());
  /** One that failed may have been repaired, or the sandbox was at fault. */
  function againLater(): void {
    if (endedAtMs === undefined || performance.now() - endedAtMs < AGAIN_MS) return;
    if (specs.every(({ id }) => known.get(id))) return;
    endedAtMs = undefined;
    measuring = measureAll();
  }

  return {
    measured,
    core: () => {
      void measured();
      return coreDone.promise;
    },
    list: () => {
      againLater();
      return specs.flatMap((spec) => {
        const floor = known.get(spec.id);
        return floor ? [offered(spec, versions.get(spec.id) ?? '', floor)] : [];
      });
    },
  };
}

function offered(spec: LanguageSpec, version: string, floor: Language['floor']): Language {
  return {
    id: spec.id,
    name: spec.name,
    version,
    extensions: [...spec.extensions],
    compiled: spec.artifact !== undefined,
    floor,
    template: spec.template,
    ...(spec.interactiveTemplate === undefined ? {} : { interactiveTemplate: spec.interactiveTemplate }),
    editorMode: spec.editorMode,
  };
}

/** What every installation has is asked for soonest. */
function coreFirst(specs: readonly LanguageSpec[]): readonly LanguageSpec[] {
  return specs.toSorted((a, b) => Number(b.core ?? false) - Number(a.core ?? false));
}

function keyOf(spec: LanguageSpec, version: string): string {
  return createHash('sha256')
    .update(JSON.stringify([version, spec, spec.run.toString(), spec.compile?.toString()]))
    .digest('hex')
    .slice(0, 16);
}

async function readFloors(file: string): Promise<Readonly<Record<string, NonNullable<Floor>>>> {
  const text = await readFile(file, 'utf8').catch(() => '{}');
  try {
    const kept: unknown = JSON.parse(text);
    return Object.fromEntries(
      Object.entries(typeof kept === 'object' && kept !== null ? kept : {}).flatMap(([key, value]) => {
        const floor = language.shape.floor.safeParse(value).data;
        return floor ? [[key, floor]] : [];
      }),
    );
  } catch {
    return {};
  }
}

async function remember(
  file: string,
  keys: ReadonlyMap<string, string>,
  known: ReadonlyMap<string, Floor>,
): Promise<void> {
  const all = Object.fromEntries(
    [...keys].flatMap(([id, key]) => {
      const floor = known.get(id);
      return floor ? [[key, floor]] : [];
    }),
  );
  await mkdir(dirname(file), { recursive: true });
  // Workers in containers share the folder, and each of them is process 1.
  const draft = `${file}.${randomUUID()}`;
  await writeFile(draft, JSON.stringify(all));
  await rename(draft, file);
}

async function measure(sandbox: Pick<Sandbox, 'compile' | 'load'>, spec: LanguageSpec): Promise<Language['floor']> {
  const compiled = await sandbox.compile(spec.id, [{ name: 'hello', content: spec.hello }]);
  if (compiled.kind === 'failed') throw new Error(`its own sample does not compile: ${compiled.log}`);
  const program = await sandbox.load(compiled.artifact);
  try {
    let floor: Language['floor'] = null;
    for (let round = 0; round < 2; round++) {
      let said = '';
      const { evidence } = await program.run({
        stdin: new Uint8Array(),
        limits: HELLO_LIMITS,
        onStdout: (chunk) => (said += Buffer.from(chunk).toString()),
      });
      if (said.trim() !== 'hello')
        throw new Error(
          `its own sample printed ${JSON.stringify(said.slice(0, 200))} and ended as ${JSON.stringify(evidence.exit)}`,
        );
      floor = { cpuMs: evidence.cpuMs, wallMs: evidence.wallMs, memoryBytes: evidence.memoryBytes };
    }
    return floor;
  } finally {
    await program.close();
  }
}
