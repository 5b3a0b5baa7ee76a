/**
 * How fast outputs are compared: `node packages/domain/src/dev/validator-throughput.ts`.
 * Method: outputs of about 24 MB in chunks of 64 KiB, as a pipe gives them; median of 7 rounds; MB = 1,000,000 bytes.
 * The floor is one native comparison of the same bytes.
 */
import { createValidator } from '../judge/validator/default-validator.ts';
import { parseValidatorFlags } from '../judge/validator/flags.ts';

const LINES = 1_000_000;
const CHUNK = 64 * 1024;
const ROUNDS = 7;

const rows = Array.from({ length: LINES }, (_, i) => `${(i * 2654435761) % 1_000_000_007} ${i} token`);
const floats = Array.from({ length: LINES }, (_, i) => ((i * 2654435761) % 1_000_003) / 997);
const buffer = (text: string): Buffer => Buffer.from(text);
const plain = buffer(`${rows.join('\n')}\n`);

const cases: readonly [name: string, answer: Buffer, output: Buffer, flags: readonly string[]][] = [
  ['equal bytes', plain, plain, []],
  ['other line endings (every line differs in white space)', plain, buffer(`${rows.join('\r\n')}\r\n`), []],
  ['other case', plain, buffer(`${rows.join('\n').toUpperCase()}\n`), []],
  ['wrong from the first byte', plain, buffer(`x${rows.join('\n')}\n`), []],
  ['space and case sensitive, equal', plain, plain, ['space_change_sensitive', 'case_sensitive']],
  [
    'numbers within tolerance, written differently',
    buffer(floats.map((x) => x.toFixed(6)).join('\n')),
    buffer(floats.map((x) => x.toFixed(9)).join('\n')),
    ['float_tolerance', '1e-5'],
  ],
];

function median(run: () => number): number {
  const times = Array.from({ length: ROUNDS }, run).sort((a, b) => a - b);
  return times[(ROUNDS - 1) / 2] ?? 0;
}

for (const [name, answer, output, args] of cases) {
  const flags = parseValidatorFlags(args, 'bench');
  let longest = 0;
  const ms = median(() => {
    const start = performance.now();
    const validator = createValidator(answer, flags);
    for (let i = 0; i < output.length; i += CHUNK) {
      const before = performance.now();
      validator.push(output.subarray(i, i + CHUNK));
      longest = Math.max(longest, performance.now() - before);
    }
    validator.end();
    return performance.now() - start;
  });
  console.log(
    `${name}: ${(output.length / ms / 1000).toFixed(0)} MB/s (${(output.length / 1e6).toFixed(1)} MB in ${ms.toFixed(1)} ms, longest chunk ${longest.toFixed(2)} ms)`,
  );
}
const floor = median(() => {
  const start = performance.now();
  plain.equals(Buffer.from(plain.buffer, plain.byteOffset, plain.length));
  return performance.now() - start;
});
console.log(`floor, one native comparison: ${(plain.length / floor / 1000).toFixed(0)} MB/s`);
