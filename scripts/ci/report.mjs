// Reads the tests' own reports (vitest's JSON) for .ci/run. Plain JavaScript: any Node 18 runs it.
import { existsSync, readFileSync } from 'node:fs';
import { relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { stripVTControlCharacters } from 'node:util';

/** The first lines of what a test said, which name the expectation. */
function firstWords(message) {
  const lines = stripVTControlCharacters(message ?? '').split('\n');
  const place = lines.find((line) => /^\s+at .*\.(test|spec)\./.test(line) || /❯ .*\.test\./.test(line));
  return [...lines.slice(0, 6), ...(place === undefined ? [] : [place])]
    .filter((line) => line.trim() !== '')
    .join('\n');
}

/** Where a file lies in the repository, also when the report was written in another clone of it. */
function placeOf(name, root) {
  const path = relative(root, name);
  return path.startsWith('..') ? (/\/((?:apps|packages|bench|scripts)\/.*)$/.exec(name)?.[1] ?? path) : path;
}

/** The tests of a report by file and full name; a file that failed as a whole is one failed test without a name. */
export function testsOf(report, root) {
  const tests = [];
  for (const file of report.testResults ?? []) {
    const path = placeOf(file.name, root);
    for (const { fullName, status, failureMessages = [] } of file.assertionResults)
      tests.push({ path, name: fullName, status, message: firstWords(failureMessages[0]) });
    if (file.status === 'failed' && !file.assertionResults.some(({ status }) => status === 'failed'))
      tests.push({ path, name: 'the file itself', status: 'failed', message: firstWords(file.message) });
  }
  return tests;
}

export function failedFiles(tests) {
  return [...new Set(tests.filter(({ status }) => status === 'failed').map(({ path }) => path))];
}

/** What counts in the end: a test that failed at first counts by its file's second try, where there was one. */
export function settle(first, second) {
  const again = new Map(second.map((test) => [`${test.path}\n${test.name}`, test.status]));
  const retried = new Set(second.map(({ path }) => path));
  const failed = [];
  const secondTry = [];
  let passed = 0;
  for (const test of first) {
    if (test.status === 'passed') passed += 1;
    if (test.status !== 'failed') continue;
    const wholeFile = test.name === 'the file itself';
    const now = wholeFile
      ? retried.has(test.path) && !second.some(({ path, status }) => path === test.path && status === 'failed')
      : again.get(`${test.path}\n${test.name}`) === 'passed';
    if (!now) failed.push(test);
    else {
      secondTry.push(test);
      // Of a file that could not even start, the tests were not counted before.
      const others = first.some(({ path, name }) => path === test.path && name !== test.name);
      passed += wholeFile
        ? others
          ? 0
          : second.filter(({ path, status }) => path === test.path && status === 'passed').length
        : 1;
    }
  }
  // What fails only the second time is a failure as well.
  for (const test of second)
    if (
      test.status === 'failed' &&
      !first.some(({ path, name, status }) => path === test.path && name === test.name && status === 'failed')
    ) {
      failed.push(test);
      if (first.some(({ path, name, status }) => path === test.path && name === test.name && status === 'passed'))
        passed -= 1;
    }
  return { passed, failed, secondTry };
}

export function listed(heading, tests) {
  if (tests.length === 0) return '';
  const entries = tests.map(({ path, name, message }) => `  ${path} > ${name}\n${message.replace(/^/gm, '      ')}`);
  return `${heading}\n${entries.join('\n')}\n`;
}

const read = (file, root) => (existsSync(file) ? testsOf(JSON.parse(readFileSync(file, 'utf8')), root) : []);

/** `succeeded ROOT REPORT`, `failed-files ROOT REPORT...` or `settle ROOT REPORT... -- REPORT...`: the first line says how many passed and failed. */
function main([command, root, ...files]) {
  if (command === 'succeeded')
    return String(files.every((file) => existsSync(file) && JSON.parse(readFileSync(file, 'utf8')).success === true));
  if (command === 'failed-files') return failedFiles(files.flatMap((file) => read(file, root))).join('\n');
  const split = files.indexOf('--');
  const first = files.slice(0, split).flatMap((file) => read(file, root));
  const second = files.slice(split + 1).flatMap((file) => read(file, root));
  const { passed, failed, secondTry } = settle(first, second);
  return `${passed} ${failed.length}\n${listed('passed at the second try:', secondTry)}${listed('failed:', failed)}`;
}

if (process.argv[1] === fileURLToPath(import.meta.url)) console.log(main(process.argv.slice(2)));
