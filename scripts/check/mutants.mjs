// `npm run check -- mutants`: changes the pure core in a thousand small ways and sees whether a test notices each of them.
// What no test notices is listed in survivors.json with the reason why it may live; anything else that lives is a finding, and
// so is an entry that is no longer needed.
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const CONFIG = 'scripts/check/stryker.config.json';
const ALIVE = new Set(['Survived', 'NoCoverage']);

/** What lived through the tests: file, the line as it stands, and the line as it was changed to. */
export function survivorsOf(report) {
  return Object.entries(report.files).flatMap(([file, { source, mutants }]) => {
    const lines = source.split('\n');
    return mutants
      .filter(({ status }) => ALIVE.has(status))
      .map(({ location: { start, end }, replacement = '' }) => ({
        file,
        line: start.line,
        from: lines
          .slice(start.line - 1, end.line)
          .join('\n')
          .trim(),
        to: `${lines[start.line - 1].slice(0, start.column - 1)}${replacement}${lines[end.line - 1].slice(end.column - 1)}`.trim(),
      }));
  });
}

function writeConfig(folder, options) {
  const file = join(folder, 'stryker.config.json');
  writeFileSync(file, JSON.stringify(options));
  return file;
}

const keyOf = ({ file, from, to }) => JSON.stringify([file, from, to]);

/** Survivors that nobody has looked at, and entries of the list that have died since: a line each. */
export function findings(survivors, known) {
  const expected = new Set(known.map(keyOf));
  const alive = new Set(survivors.map(keyOf));
  return [
    ...survivors
      .filter((each) => !expected.has(keyOf(each)))
      .map(({ file, line, from, to }) => `${file}:${line}: no test notices that\n    ${from}\n  becomes\n    ${to}`),
    ...known
      .filter((each) => !alive.has(keyOf(each)))
      .map(({ file, to }) => `${file}: survivors.json names what is noticed now, or is gone: ${to}`),
  ];
}

/** Runs all mutants, some minutes. @returns findings, nothing when there are none */
export function mutants(root, env) {
  const folder = mkdtempSync(join(tmpdir(), 'docket-mutants-'));
  try {
    const reportFile = join(folder, 'mutants.json');
    const config = JSON.parse(readFileSync(join(root, CONFIG), 'utf8'));
    const options = { ...config, jsonReporter: { fileName: reportFile }, tempDirName: join(folder, 'sandbox') };
    const result = spawnSync(
      process.execPath,
      [join(root, 'node_modules/@stryker-mutator/core/bin/stryker.js'), 'run', writeConfig(folder, options)],
      { cwd: root, env, encoding: 'utf8', maxBuffer: 2 ** 26 },
    );
    if (result.status !== 0) return `${result.stdout}${result.stderr}`.trim();
    const survivors = survivorsOf(JSON.parse(readFileSync(reportFile, 'utf8')));
    const known = JSON.parse(readFileSync(join(root, 'scripts/check/survivors.json'), 'utf8'));
    return findings(survivors, known).join('\n');
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
