/**
 * Runs every sample submission of these problems bare on this machine, without the sandbox, and says whether each gets
 * what its folder promises: `node examples/problems/verify.ts [problem...]`.
 * Time is CPU time against the problem's limit; memory is held by RLIMIT_DATA (RLIMIT_AS would break the JVM and V8).
 */
import { spawn, spawnSync } from 'node:child_process';
import { mkdtempSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openFolderPackage } from '@docket/domain/judge/package/folder';
import { readPackage } from '@docket/domain/judge/package/read-package';
import { readSubmissions } from '@docket/domain/judge/package/submissions';
import type { PackageSubmission, PackageTest, ProblemPackage } from '@docket/domain/judge/package/types';
import { createValidator } from '@docket/domain/judge/validator/default-validator';
import { parseValidatorFlags } from '@docket/domain/judge/validator/flags';

const ROOT = import.meta.dirname;

type Command = { readonly compile: readonly string[] | null; readonly run: readonly string[] };

function commandFor(language: string | null, file: string): Command {
  switch (language) {
    case 'c':
      return { compile: ['gcc', '-O2', '-std=gnu17', '-o', 'program', file, '-lm'], run: ['./program'] };
    case 'cpp17':
    case 'cpp20':
      return { compile: ['g++', '-O2', `-std=gnu++${language.slice(3)}`, '-o', 'program', file], run: ['./program'] };
    case 'python3':
      return { compile: null, run: ['/usr/bin/python3', file] };
    case 'javascript':
      return { compile: null, run: [process.execPath, file] };
    case 'typescript':
      return { compile: null, run: [process.execPath, '--no-warnings', '--experimental-transform-types', file] };
    case 'java':
      return { compile: ['javac', file], run: ['java', '-XX:+UseSerialGC', '-Xss64m', '-cp', '.', file.replace(/\.java$/, '')] };
    default:
      throw new Error(`no language for ${file}`);
  }
}

type Outcome = { readonly verdict: string; readonly seconds: number };

/** One run: CPU seconds are read from the shell's own `times`, printed on descriptor 3. */
function runTest(pkg: ProblemPackage, test: PackageTest, command: readonly string[], folder: string, limitMemory: boolean): Promise<Outcome> {
  const seconds = pkg.limits.cpuMs / 1000;
  const memory = limitMemory ? `ulimit -d ${Math.floor(pkg.limits.memoryBytes / 1024)};` : '';
  const script = `${memory} ulimit -c 0; ulimit -t ${Math.ceil(seconds) + 1}; "$@"; s=$?; times >&3; exit $s`;
  const child = spawn('bash', ['-c', script, 'run', ...command], { cwd: folder, stdio: ['pipe', 'pipe', 'pipe', 'pipe'] });
  const validator = createValidator(test.answer, parseValidatorFlags(test.validatorFlags ?? pkg.judging.check.flags, pkg.slug));
  let printed = 0;
  let times = '';
  let errors = '';
  child.stdout.on('data', (chunk: Buffer) => {
    printed += chunk.length;
    if (printed <= pkg.limits.outputBytes) validator.push(chunk);
    else child.stdout.destroy();
  });
  child.stderr.on('data', (chunk: Buffer) => (errors = (errors + chunk.toString('latin1')).slice(-2000)));
  child.stdio[3]?.on('data', (chunk: Buffer) => (times += chunk.toString()));
  child.stdin.on('error', () => undefined);
  child.stdin.end(test.input);
  return new Promise((resolve) => {
    child.on('close', (code) => {
      const cpu = [...(times.split('\n')[1] ?? '').matchAll(/(\d+)m([\d.]+)s/g)].reduce((sum, [, m, s]) => sum + Number(m) * 60 + Number(s), 0);
      const memoryGone = /MemoryError|heap out of memory|OutOfMemory/.test(errors) || (limitMemory && code === 134);
      let verdict: string;
      if (printed > pkg.limits.outputBytes) verdict = 'OLE';
      else if (memoryGone) verdict = 'MLE';
      else if (cpu > seconds || code === 137 || code === 152) verdict = 'TLE';
      else if (code !== 0) verdict = 'RE';
      else verdict = validator.end().accepted ? 'AC' : 'WA';
      resolve({ verdict, seconds: cpu });
    });
  });
}

async function judge(pkg: ProblemPackage, submission: PackageSubmission): Promise<{ text: string; ok: boolean }> {
  const folder = mkdtempSync(join(tmpdir(), 'docket-verify-'));
  try {
    for (const { name, content } of submission.files) writeFileSync(join(folder, name), content);
    const { compile, run } = commandFor(submission.language, submission.files[0]?.name ?? '');
    const compiled = compile === null ? 0 : spawnSync(compile[0] ?? '', compile.slice(1), { cwd: folder }).status;
    const verdicts: string[] = [];
    let slowest = 0;
    if (compiled !== 0) verdicts.push('CE');
    for (const test of compiled === 0 ? pkg.tests : []) {
      const outcome = await runTest(pkg, test, run, folder, submission.expected === 'MLE');
      slowest = Math.max(slowest, outcome.seconds);
      verdicts.push(outcome.verdict);
    }
    // Judging a pass-fail problem stops at the first failure, so that one is the verdict.
    const first = verdicts.find((verdict) => verdict !== 'AC') ?? 'AC';
    const ok = first === submission.expected;
    return { ok, text: `${ok ? 'ok  ' : 'FAIL'} ${pkg.slug} ${submission.path.slice(12)} (${submission.language}): ${verdicts.join(' ')} ${slowest.toFixed(2)} s` };
  } finally {
    rmSync(folder, { recursive: true });
  }
}

const chosen = process.argv.slice(2);
let failures = 0;
for (const name of readdirSync(ROOT).filter((entry) => statSync(join(ROOT, entry)).isDirectory())) {
  if (chosen.length > 0 && !chosen.includes(name)) continue;
  const files = await openFolderPackage(join(ROOT, name));
  const pkg = await readPackage(files);
  console.log(`${pkg.slug}: "${pkg.name}", ${pkg.difficulty}, ${pkg.tests.length} tests${pkg.warnings.map((warning) => `\n  ${warning}`).join('')}`);
  for (const submission of await readSubmissions(files)) {
    const { ok, text } = await judge(pkg, submission);
    console.log(`  ${text}`);
    if (!ok) failures++;
  }
}
console.log(failures === 0 ? 'all as promised' : `${failures} not as promised`);
process.exitCode = failures === 0 ? 0 : 1;
