import type { SubmissionDetail } from '@docket/contracts/http/submission';
import { isFinal } from '@docket/contracts/judge/verdict';
import type { Sample } from './samples.ts';

const colours: Readonly<Record<string, number>> = { AC: 32, WA: 31, TLE: 33, MLE: 33, OLE: 33, RE: 35, CE: 36, IE: 31 };

/** Where live progress goes: redrawn in place on a terminal, a line for each piece of news anywhere else. */
export type Display = {
  update(row: number, state: SubmissionDetail): void;
};

type Output = { readonly isTTY?: boolean; readonly columns?: number; write(text: string): unknown };

function paint(output: Output, verdict: string): string {
  const colour = colours[verdict];
  return output.isTTY === true && colour !== undefined ? `\u001b[${colour}m${verdict}\u001b[39m` : verdict;
}

const title = ({ language, problem, file }: Sample): string =>
  `${language.padEnd(11)} ${`${problem}/${file.split('/').at(-1) ?? ''}`.padEnd(26)}`;
const mebibytes = (bytes: number): string => `${(bytes / 2 ** 20).toFixed(1)} MiB`;

export function createDisplay(samples: readonly Sample[], output: Output): Display {
  return output.isTTY === true ? redrawing(samples, output) : appending(samples, output);
}

/** Every line is one row; tests appear in it one by one. */
function redrawing(samples: readonly Sample[], output: Output): Display {
  const lines = samples.map((sample) => `  ${title(sample)} waiting`);
  output.write(`${lines.join('\n')}\n`);
  return {
    update(row, state) {
      const sample = samples[row];
      if (sample === undefined) return;
      // One character per test, as many as fit on the line: a wrapped line would break the redrawing.
      const room = Math.max(10, (output.columns ?? 80) - 56);
      const tests = state.tests
        .slice(0, room)
        .map(({ verdict }) => paint(output, verdict === 'AC' ? 'AC' : verdict).replace('AC', '.'))
        .join('');
      lines[row] =
        `  ${title(sample)} ${paint(output, state.status)}${' '.repeat(Math.max(1, 10 - state.status.length))}${tests}`;
      output.write(`\u001b[${lines.length}A${lines.map((line) => `\u001b[2K${line}\n`).join('')}`);
    },
  };
}

/** Each news is a line of its own, so that a log shows the order in which things were heard of. */
function appending(samples: readonly Sample[], output: Output): Display {
  const seen = samples.map(() => ({ status: '', tests: 0 }));
  return {
    update(row, state) {
      const sample = samples[row];
      const before = seen[row];
      if (sample === undefined || before === undefined) return;
      for (const test of state.tests.slice(before.tests)) {
        const figures = `${test.cpuMs.toFixed(0)} ms, ${mebibytes(test.memoryBytes)}`;
        output.write(
          `  ${title(sample)} test ${test.ordinal}/${state.testsTotal} ${test.verdict.padEnd(3)} ${figures}\n`,
        );
      }
      if (state.status !== before.status)
        output.write(
          `  ${title(sample)} ${isFinal(state.status) ? `verdict ${state.status}` : state.status.toLowerCase()}\n`,
        );
      seen[row] = { status: state.status, tests: Math.max(before.tests, state.tests.length) };
    },
  };
}
