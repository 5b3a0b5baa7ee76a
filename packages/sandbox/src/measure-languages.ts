import { createHash } from 'node:crypto';
import { mkdir, readFile, rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { listLanguages, type Language } from '@docket/contracts/http/languages';
import type { RunLimits } from '@docket/contracts/judge/evidence';
import { MIB } from './backend.ts';
import { BASE_ENV } from './compile.ts';
import type { LanguageSpec } from './languages/language.ts';
import type { SandboxLog } from './log.ts';
import type { Pool } from './pool.ts';
import type { Sandbox } from './sandbox.ts';

const PROBE_LIMITS: RunLimits = {
  cpuMs: 5000,
  wallMs: 10_000,
  memoryBytes: 512 * MIB,
  outputBytes: 64 * 1024,
  processes: 64,
};

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

/**
 * The languages with what a hello-world costs here, measured once and remembered in `dataDir` until a toolchain or a
 * language file changes. The second of two runs counts: the first one reads the toolchain from disk.
 */
export async function measureLanguages(
  sandbox: Sandbox,
  catalog: ReadonlyMap<string, LanguageSpec>,
  versions: ReadonlyMap<string, string>,
  dataDir: string,
  log: SandboxLog,
): Promise<readonly Language[]> {
  const specs = [...catalog.values()].filter(({ id }) => versions.has(id));
  const key = createHash('sha256')
    .update(
      JSON.stringify([
        sandbox.backend,
        [...versions],
        specs.map((spec) => [spec, spec.hello, spec.run.toString(), spec.compile?.toString()]),
      ]),
    )
    .digest('hex')
    .slice(0, 16);
  const file = join(dataDir, `languages-${sandbox.backend}-${key}.json`);
  const remembered = listLanguages.response.safeParse(
    await readFile(file, 'utf8')
      .then((text): unknown => JSON.parse(text))
      .catch(() => undefined),
  );
  if (remembered.success) return remembered.data.data;
  const languages: Language[] = [];
  for (const spec of specs) {
    const floor = await measure(sandbox, spec).catch((error: unknown) => {
      log.warn({ language: spec.id, err: error }, 'the floor of a language could not be measured');
      return null;
    });
    languages.push({
      id: spec.id,
      name: spec.name,
      version: versions.get(spec.id) ?? '',
      extensions: [...spec.extensions],
      compiled: spec.artifact !== undefined,
      floor,
      template: spec.template,
      editorMode: spec.editorMode,
    });
  }
  if (languages.every(({ floor }) => floor)) {
    await mkdir(dataDir, { recursive: true });
    await writeFile(`${file}.${process.pid}`, JSON.stringify({ data: languages }));
    await rename(`${file}.${process.pid}`, file);
  }
  return languages;
}

async function measure(sandbox: Sandbox, spec: LanguageSpec): Promise<Language['floor']> {
  const compiled = await sandbox.compile(spec.id, [{ name: 'hello', content: spec.hello }]);
  if (compiled.kind === 'failed') throw new Error(`its own sample does not compile: ${compiled.log}`);
  const program = await sandbox.load(compiled.artifact);
  try {
    let floor: Language['floor'] = null;
    for (let round = 0; round < 2; round++) {
      let said = '';
      const { evidence } = await program.run({
        stdin: new Uint8Array(),
        limits: PROBE_LIMITS,
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
