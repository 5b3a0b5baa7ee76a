import { ContestError } from './errors.ts';
import type { BoundFormat, Format } from './format.ts';
import { atcoder } from './formats/atcoder.ts';
import { codeforces } from './formats/codeforces.ts';
import { homework } from './formats/homework.ts';
import { icpc } from './formats/icpc.ts';
import { ioi } from './formats/ioi.ts';
import { leetcode } from './formats/leetcode.ts';
import type { ContestSettings } from './log.ts';

/** All ways to count. Another one is a file in `formats/` and a line here. */
export const formats: readonly Format[] = [icpc, ioi, leetcode, codeforces, atcoder, homework];

/** Names that `ContestSettings.format` may have. */
export const formatNames: readonly string[] = formats.map(({ name }) => name);

/**
 * The format that settings name, with their options read. Throws `contest_format_unknown` or `contest_options_invalid`: to be asked before settings are
 * written into a log, for no board can be made after them.
 */
export function formatOf({ format, options }: Pick<ContestSettings, 'format' | 'options'>): BoundFormat {
  const found = formats.find(({ name }) => name === format);
  if (found === undefined)
    throw new ContestError(
      'contest_format_unknown',
      `There is no format "${format}". Take one of ${formatNames.join(', ')}.`,
    );
  const read = found.options.safeParse(options);
  if (!read.success) {
    const faults = read.error.issues.map(({ path, message }) => [...path, message].join(': '));
    throw new ContestError('contest_options_invalid', `Options of the format ${format}: ${faults.join('; ')}.`);
  }
  return found.bind(options);
}
