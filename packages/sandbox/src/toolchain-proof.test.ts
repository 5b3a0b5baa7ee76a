import { expect, test } from 'vitest';
import { readLanguageCatalog } from './language-catalog.ts';
import type { CompileOutcome } from './sandbox.ts';
import { ToolchainProof } from './toolchain-proof.ts';

const go = (await readLanguageCatalog()).get('go');
if (!go) throw new Error('no go');

const failed = (log: string) => ({ kind: 'failed', log, evidence: null }) as const;
const compiled: CompileOutcome = {
  kind: 'ok',
  artifact: { language: 'go', entry: 'program', files: [] },
  log: '',
  evidence: null,
};
const ORDINARY = failed('main.go:3: undefined: x');
const MISSING = failed('cannot find package "fmt": package.cache: No such file or directory');

function proofOf(outcome: CompileOutcome): { readonly proof: ToolchainProof; readonly samples: () => number } {
  let samples = 0;
  const log = { info() {}, warn() {}, error() {} };
  const proof = new ToolchainProof(() => {
    samples += 1;
    return Promise.resolve(outcome);
  }, log);
  return { proof, samples: () => samples };
}

test('before anybody is blamed by a toolchain that was never tried, its own sample is compiled, once for all who wait', async () => {
  const { proof, samples } = proofOf(compiled);
  const all = [proof.isAuthors(go, ORDINARY), proof.isAuthors(go, ORDINARY), proof.isAuthors(go, MISSING)];
  expect(await Promise.all(all)).toEqual([true, true, true]);
  expect(samples()).toBe(1);
  expect(proof.isBroken(go)).toBe(false);
});

test('one that does not compile its own sample blames nobody and is not offered', async () => {
  const { proof, samples } = proofOf(MISSING);
  expect(proof.isBroken(go)).toBe(false);
  expect(await proof.isAuthors(go, ORDINARY)).toBe(false);
  expect(proof.isBroken(go)).toBe(true);
  expect(await proof.isAuthors(go, ORDINARY)).toBe(false);
  expect(samples()).toBe(1);
});

test('one that worked is tried again only after a failure of that shape, and not at once', async ({
  onTestFinished,
}) => {
  const now = performance.now.bind(performance);
  let later = 0;
  performance.now = () => now() + later;
  onTestFinished(() => void (performance.now = now));
  const { proof, samples } = proofOf(MISSING);
  proof.note(go, true);
  expect(await proof.isAuthors(go, MISSING)).toBe(true);
  expect(samples()).toBe(0);
  later = 120_000;
  expect(await proof.isAuthors(go, ORDINARY)).toBe(true);
  expect(samples()).toBe(0);
  expect(await proof.isAuthors(go, MISSING)).toBe(false);
  expect(samples()).toBe(1);
});
