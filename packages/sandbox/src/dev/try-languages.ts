/**
 * Judges the samples of languages in real boxes and prints a line for each, as the table of docs/languages.md:
 *
 *   node packages/sandbox/src/dev/try-languages.ts docker|bubblewrap [id...]
 *
 * Ends with status 1 when a sample did not do what it should.
 */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createSandbox } from '../create-sandbox.ts';
import { readLanguageCatalog } from '../language-catalog.ts';
import { tryLanguage } from './try-language.ts';

const [backend = 'bubblewrap', ...ids] = process.argv.slice(2);
if (backend !== 'docker' && backend !== 'bubblewrap') throw new Error('say docker or bubblewrap');
const dataDir = await mkdtemp(join(tmpdir(), 'docket-languages-'));
const catalog = await readLanguageCatalog();
const log = { info() {}, warn: console.error, error: console.error };
const started = performance.now();
const sandbox = await createSandbox({ backend, slots: 1, dataDir, log, precompile: false });
console.error(`sandbox ready after ${Math.round(performance.now() - started)} ms`);
try {
  console.log('| id | language | version | compile | hello CPU | memory floor |');
  console.log('|---|---|---|---:|---:|---:|');
  for (const spec of catalog.values()) {
    if (ids.length > 0 && !ids.includes(spec.id)) continue;
    const begun = performance.now();
    const { version, line, complaints } = await tryLanguage(sandbox, spec);
    console.log(`| \`${spec.id}\` | ${spec.name} | ${version} | ${line} |`);
    for (const complaint of complaints) {
      console.error(`${spec.id}: ${complaint}`);
      process.exitCode = 1;
    }
    console.error(`${spec.id}: ${Math.round(performance.now() - begun)} ms in all`);
  }
} finally {
  await sandbox.close();
  await rm(dataDir, { recursive: true });
}
