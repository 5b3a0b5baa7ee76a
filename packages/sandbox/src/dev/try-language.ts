import type { RunEvidence, RunLimits } from '@docket/contracts/judge/evidence';
import { MIB } from '../backend.ts';
import type { LanguageSpec } from '../languages/language.ts';
import type { Sandbox } from '../sandbox.ts';

const LIMITS: RunLimits = { cpuMs: 5000, wallMs: 20_000, memoryBytes: 512 * MIB, outputBytes: MIB, processes: 32 };

/** What came of a language's samples: what was not as it should be, and the figures of the hello-world. */
export type Tried = { readonly version: string; readonly line: string; readonly complaints: readonly string[] };

/** Judges all samples of one language. Throws only when the sandbox itself fails. */
export async function tryLanguage(
  sandbox: Pick<Sandbox, 'compile' | 'load' | 'describe'>,
  spec: LanguageSpec,
): Promise<Tried> {
  const version = sandbox.describe().versions[spec.id];
  if (version === undefined) return { version: '', line: 'not found', complaints: ['is not installed'] };
  const complaints: string[] = [];

  async function run(what: string, code: string, stdins: readonly string[]) {
    const outcome = await sandbox.compile(spec.id, [{ name: 'submission', content: code }]);
    if (outcome.kind === 'failed') {
      complaints.push(`${what} does not compile: ${outcome.log}`);
      return { compileMs: undefined, runs: [] };
    }
    const runs: { out: string; err: string; evidence: RunEvidence }[] = [];
    const program = await sandbox.load(outcome.artifact);
    try {
      for (const stdin of stdins) {
        let out = '';
        const { evidence, stderr } = await program.run({
          stdin: Buffer.from(stdin),
          limits: LIMITS,
          onStdout: (chunk) => (out += Buffer.from(chunk).toString()),
        });
        runs.push({ out, err: Buffer.from(stderr).toString(), evidence });
      }
    } finally {
      await program.close();
    }
    return { compileMs: outcome.evidence?.cpuMs, runs };
  }

  const hello = await run('hello', spec.hello, ['', '']);
  for (const { out, err, evidence } of hello.runs)
    if (out !== 'hello\n' || !endedWell(evidence)) complaints.push(`hello: ${tell(out, err, evidence)}`);
  const sums = await run('sum', spec.samples.sum, ['40 2\n', '-7 5\n', '1000000000000 1000000000000\n']);
  for (const [index, { out, err, evidence }] of sums.runs.entries())
    if (out.trim() !== ['42', '-2', '2000000000000'][index] || !endedWell(evidence))
      complaints.push(`sum: ${tell(out, err, evidence)}`);
  const crash = await run('crash', spec.samples.crash, ['']);
  for (const { out, err, evidence } of crash.runs)
    if (endedWell(evidence) || evidence.limitHit) complaints.push(`crash: ${tell(out, err, evidence)}`);
  if (spec.samples.broken !== undefined) {
    const broken = await sandbox.compile(spec.id, [{ name: 'submission', content: spec.samples.broken }]);
    if (broken.kind !== 'failed') complaints.push(`the broken sample compiles: ${broken.log}`);
    else if (broken.log.trim() === '' || /too (?:much|long)/.test(broken.log)) complaints.push(`broken: ${broken.log}`);
  }
  const floor = hello.runs[1]?.evidence;
  const compile = hello.compileMs === undefined ? '' : `${hello.compileMs.toFixed(0)} ms`;
  const line = `${compile} | ${floor?.cpuMs.toFixed(1)} ms | ${((floor?.memoryBytes ?? 0) / MIB).toFixed(1)} MiB`;
  return { version, line, complaints };
}

/** What a runtime's helpers leave running, as Erlang's may for a moment, does not matter. */
function endedWell({ exit, limitHit }: RunEvidence): boolean {
  return exit.kind === 'exited' && exit.code === 0 && limitHit === null;
}

function tell(out: string, err: string, { exit, limitHit, leftover, cpuMs, memoryBytes }: RunEvidence): string {
  return JSON.stringify({
    exit,
    limitHit,
    leftover,
    cpuMs,
    memoryBytes,
    out: out.slice(0, 500),
    err: err.slice(0, 1500),
  });
}
