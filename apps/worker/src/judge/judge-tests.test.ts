import type { Language } from '@docket/contracts/http/language';
import { expect, test } from 'vitest';
import { unfitLanguage } from './judge-tests.ts';

const MIB = 1024 * 1024;
const language = (id: string, floor: Language['floor']): Language => ({
  id,
  name: id.toUpperCase(),
  version: '1',
  extensions: ['.x'],
  compiled: true,
  floor,
  template: '',
  editorMode: 'text',
});
const languages: readonly Language[] = [
  language('java', { cpuMs: 80, wallMs: 90, memoryBytes: 40 * MIB }),
  language('new', null),
];
const limits = { cpuMs: 1000, memoryBytes: 32 * MIB, outputBytes: MIB };

test('a language that cannot start under the limits is not judged, and the limits are named', async () => {
  const sandbox = { languages: () => Promise.resolve(languages) };
  expect(await unfitLanguage(sandbox, { language: 'java', limits })).toBe(
    "the problem's memory limit of 32 MiB is below what JAVA needs to start (40 MiB); use another language",
  );
  expect(await unfitLanguage(sandbox, { language: 'java', limits: { ...limits, memoryBytes: 64 * MIB } })).toBeNull();
  // Not measured yet: whoever submits must not wait for it.
  expect(await unfitLanguage(sandbox, { language: 'new', limits })).toBeNull();
  expect(await unfitLanguage(sandbox, { language: 'other', limits })).toBeNull();
});
