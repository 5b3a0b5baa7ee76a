import type { RunEvidence, RunLimits } from '@docket/contracts/judge/evidence';
import type { SourceFile } from '@docket/contracts/http/submission';
import { FILE_BYTES, MIB } from './backend.ts';
import { BoxFault, type Box, type BoxFile } from './box.ts';
import { hasEnding, mainSource } from './languages/family/sources.ts';
import type { LanguageSpec, Source } from './languages/language.ts';
import { withPrecompiled } from './precompiled.ts';
import type { Artifact, CompileOutcome, EarlyArtifact } from './sandbox.ts';

const LIMITS: RunLimits = {
  cpuMs: 10_000,
  wallMs: 30_000,
  memoryBytes: 1024 * MIB,
  outputBytes: 64 * 1024,
  processes: 128,
};
const LOG_BYTES = 64 * 1024;
export const ARTIFACT_BYTES = 128 * MIB;
export const BASE_ENV = { PATH: '/usr/bin:/bin', HOME: '/tmp', LANG: 'C.UTF-8', LC_ALL: 'C.UTF-8' } as const;

/** Names sources may have: relative, no segment that starts with a dot or a dash, nothing a tool could take for an option. */
const SOURCE_NAME = /^(?![.-])[\p{L}\p{N} _.+-]+(?:\/(?![.-])[\p{L}\p{N} _.+-]+){0,7}$/u;

/** Sources under the names they have in the box: a single one is renamed by the language's rule. Undefined: a name that will not do. */
// A byte order mark, which javac takes for an illegal character, is dropped.
export function namedSources(spec: LanguageSpec, files: readonly SourceFile[]): readonly Source[] | undefined {
  const [only, ...more] = files.map(({ name, content }) => ({ name, content: content.replace(/^\uFEFF/, '') }));
  if (only && more.length === 0) return [{ name: spec.sourceName(only.content), content: only.content }];
  return files.length > 0 &&
    files.every(({ name }) => SOURCE_NAME.test(name)) &&
    new Set(files.map(({ name }) => name)).size === files.length
    ? files
    : undefined;
}

/** Compiles in a compile box that is empty and will be reset by the caller. On a slow host compilers get more time too. */
export async function compileIn(
  box: Box,
  spec: LanguageSpec,
  files: readonly SourceFile[],
  timeFactor = 1,
  early?: EarlyArtifact,
): Promise<CompileOutcome> {
  const sources = namedSources(spec, files);
  if (!sources)
    return {
      kind: 'failed',
      log: 'A file name is not usable: letters, digits, space, _ . + - only, no leading dot or dash, each name once.',
      evidence: null,
    };
  const sourceFiles = sources.map(({ name, content }): BoxFile => ({
    name,
    bytes: Buffer.from(content),
    executable: false,
  }));
  if (!spec.compile) return finish(spec, sourceFiles, '', null);
  const own = sources.filter(({ name }) => hasEnding(name, spec.extensions));
  if (own.length === 0)
    return {
      kind: 'failed',
      log: `None of the files is a source of ${spec.name}: their names end in ${spec.extensions.join(' or ')}.`,
      evidence: null,
    };
  const step = spec.compile(own);
  const limits = { ...LIMITS, ...spec.compileLimits };
  const output: Uint8Array[] = [];
  const stored = box.put(sourceFiles);
  const ran = box.run({
    argv: withPrecompiled(spec, sources, step.argv),
    env: { ...BASE_ENV, ...step.env },
    limits: { ...limits, cpuMs: limits.cpuMs * timeFactor, wallMs: limits.wallMs * timeFactor },
    stderrKeepBytes: LOG_BYTES,
    drainOutput: true,
    onStdout: (chunk) => output.push(Uint8Array.from(chunk)),
  });
  const left = spec.artifact === undefined ? undefined : box.collect(spec.artifact, ARTIFACT_BYTES, true);
  if (early !== undefined && left === undefined) {
    const program = finish(spec, sourceFiles, '', null);
    if (program.kind === 'ok') early(program.artifact);
  }
  const [{ evidence, stderr }, collected] = await Promise.all([ran, left, stored]);
  if (evidence.exit.kind === 'not-started')
    throw new BoxFault(`the compiler ${step.argv[0]} could not be started: ${evidence.exit.error}`);
  const text = logText([stderr, ...output], evidence.stderrBytes + evidence.stdoutBytes);
  const failed = evidence.exit.kind !== 'exited' || evidence.exit.code !== 0;
  const limit = limitText(evidence, failed ? text : '');
  if (limit !== null) return { kind: 'failed', log: `${limit}\n${text.replaceAll(BUG_REPORT, '')}`, evidence };
  // SIGKILL as well: macros and parse transforms are the author's programs, and may kill all they can reach.
  if (evidence.exit.kind === 'signaled')
    return { kind: 'failed', log: `The compiler ended with ${evidence.exit.signal}.\n${text}`, evidence };
  if (evidence.exit.code !== 0) return { kind: 'failed', log: text, evidence };
  if (collected === undefined) return finish(spec, sourceFiles, text, evidence);
  if ('problem' in collected)
    return { kind: 'failed', log: `The compiler left no usable program: ${collected.problem}.\n${text}`, evidence };
  return finish(spec, collected.files, text, evidence);
}

function finish(
  spec: LanguageSpec,
  files: readonly BoxFile[],
  log: string,
  evidence: Extract<CompileOutcome, { kind: 'ok' }>['evidence'],
): CompileOutcome {
  const entry = spec.entry ? spec.entry(files) : (mainSource(files, spec.extensions) ?? files[0])?.name;
  if (entry === undefined)
    return { kind: 'failed', log: `There is nothing to start: no main found in ${spec.name}.\n${log}`, evidence };
  const [started] = spec.run({ entry, memoryBytes: LIMITS.memoryBytes }).argv;
  if (started === `/box/${entry}` && !files.some((file) => file.name === entry && isProgram(file)))
    return {
      kind: 'failed',
      log: `This is no program: a library, or a package without a main?\n${log}`,
      evidence,
    };
  const artifact: Artifact = { language: spec.id, entry, files };
  return { kind: 'ok', artifact, log, evidence };
}

const ELF = Buffer.from('\u007FELF');

/** Made to be started, in the format of this kernel's programs. */
function isProgram({ bytes, executable }: BoxFile): boolean {
  return executable && ELF.equals(bytes.subarray(0, ELF.length));
}

/** Of what compilers quote, what would act on whoever's terminal it is shown in: escape sequences, then other control characters. */
const CONTROLS =
  // oxlint-disable-next-line no-control-regex -- these are meant
  /\u001B(?:\[[0-?]*[ -/]*[@-~]|\][^\u0007\u001B\n]*(?:\u0007|\u001B\\)?|.)?|[\u0000-\u0008\u000B-\u001F\u007F-\u009F]/g;

function logText(parts: readonly Uint8Array[], written: number): string {
  const bytes = Buffer.concat(parts);
  const kept = bytes.subarray(0, LOG_BYTES).toString().replaceAll(CONTROLS, '');
  return written > Math.min(bytes.length, LOG_BYTES)
    ? `${kept}\n[${written - Math.min(bytes.length, LOG_BYTES)} more bytes]`
    : kept;
}

/** What compilers say when they are ended from outside: nobody is to report our limits to their makers. */
const BUG_REPORT =
  /^.*(?:internal compiler error|submit a full bug report|bug report|with preprocessed source|instructions\.$|fatal error: Killed signal terminated).*\n?/gim;
/** Limits that a part of the compiler ran into, which then ends in words of its own. */
const FILE_TOO_LARGE = /File size limit exceeded|File too large/i;
const TOO_MANY_PROCESSES = /(?:fork|clone|spawn|thread).*Resource temporarily unavailable/i;

/** Which of our own limits ended the compiler, in our words; null when none did. */
function limitText({ limitHit, limits }: RunEvidence, text: string): string | null {
  switch (limitHit) {
    case 'cpu':
      return `Compiling took too much CPU time: more than ${limits.cpuMs / 1000} s.`;
    case 'wall':
      return `Compiling took too long: more than ${limits.wallMs / 1000} s.`;
    case 'memory':
      return `Compiling took too much memory: more than ${Math.round(limits.memoryBytes / MIB)} MiB.`;
    case 'output':
      return 'The compiler wrote too much.';
    case null:
      if (FILE_TOO_LARGE.test(text))
        return `The compiler wrote too much: a file of more than ${FILE_BYTES.compile / MIB} MiB.`;
      return TOO_MANY_PROCESSES.test(text) ? `Compiling took too many processes: more than ${limits.processes}.` : null;
    default:
      return limitHit satisfies never;
  }
}
