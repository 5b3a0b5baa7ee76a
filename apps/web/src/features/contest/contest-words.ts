import type { ContestPhase, RegistrationKind } from '@docket/contracts/contest/settings';
import type { ContestDetail, ContestSummary } from '@docket/contracts/http/contest';
import { MINUS } from '../../lib/format.ts';
import type { Tone } from '../../ui/tone.ts';
import { exactTime } from './contest-time.ts';

type Words = {
  readonly name: string;
  /** What a row is ordered by first: how many were solved, or points. */
  readonly counts: 'solved' | 'score';
  /** Of the second column, where the format has one that is a time. */
  readonly penalty?: { readonly label: string; readonly unit: 'minutes' | 'clock' };
  /** The rules in plain words, a sentence each. `n` reads a number of the options. */
  readonly rules: (options: ContestDetail['options']) => readonly string[];
};

const n = (options: ContestDetail['options'], name: string, otherwise: number) => {
  const value = options[name];
  return typeof value === 'number' ? value : otherwise;
};
const compileErrors = (options: ContestDetail['options']) =>
  options['compileErrorPenalty'] === true ? 'A compile error counts as a wrong try.' : 'Compile errors cost nothing.';

const FORMATS: Readonly<Record<string, Words>> = {
  icpc: {
    name: 'ICPC',
    counts: 'solved',
    penalty: { label: 'Penalty', unit: 'minutes' },
    rules: (options) => [
      'Whoever solves more problems is ahead. With as many solved, less penalty is better.',
      `The penalty is the time from the start to each accepted try, plus ${n(options, 'penaltyMinutes', 20)} minutes for every rejected try before it. Problems that are not solved cost nothing.`,
      compileErrors(options),
    ],
  },
  ioi: {
    name: 'IOI',
    counts: 'score',
    rules: (options) => [
      'Every problem gives points, and the points are added up.',
      options['scores'] === 'last'
        ? 'Of each problem your last try counts.'
        : options['scores'] === 'best'
          ? 'Of each problem your best try counts.'
          : 'Of each subtask your best try counts, so points of different tries add up.',
      options['tieBreak'] === 'time'
        ? 'With as many points, whoever got them earlier is ahead.'
        : 'As many points share a place. Wrong tries cost nothing.',
    ],
  },
  leetcode: {
    name: 'LeetCode',
    counts: 'score',
    penalty: { label: 'Finish', unit: 'clock' },
    rules: (options) => [
      'A problem that is solved gives all of its points, anything less gives none.',
      `With as many points, the time of your last accepted try decides, plus ${n(options, 'penaltyMinutes', 5)} minutes for every wrong try at a problem that you solved.`,
      compileErrors(options),
    ],
  },
  codeforces: {
    name: 'Codeforces',
    counts: 'score',
    rules: (options) => [
      'A problem is worth less the later you solve it.',
      `Every wrong try costs ${n(options, 'wrongTry', 50)} points, but ${Math.round(n(options, 'least', 0.3) * 100)}% of the points are always left.`,
      'During the contest only pretests run; the system tests decide at the end.',
    ],
  },
  atcoder: {
    name: 'AtCoder',
    counts: 'score',
    penalty: { label: 'Finish', unit: 'clock' },
    rules: (options) => [
      'Points are added up.',
      `With as many points, the time of the last try that brought some decides, plus ${n(options, 'penaltyMinutes', 5)} minutes for every wrong try before those.`,
      compileErrors(options),
    ],
  },
  homework: {
    name: 'Homework',
    counts: 'score',
    rules: (options) => [
      options['scores'] === 'last' ? 'Your last try at each problem counts.' : 'Your best try at each problem counts.',
      n(options, 'lateDays', 0) === 0 && options['lateDays'] !== null
        ? 'Tries after the due date do not count.'
        : `Late tries lose ${n(options, 'latePercent', 10)}% a day.`,
    ],
  },
};

const UNKNOWN: Words = { name: 'Other', counts: 'score', rules: () => ['Points are added up.'] };

export function formatWords(format: string): Words {
  return FORMATS[format] ?? UNKNOWN;
}

export const FORMAT_CHOICES = Object.entries(FORMATS).map(([value, { name }]) => ({ value, label: name }));

/** The penalty of a row as its format says it; undefined where there is none. */
export function penaltyText(format: string, penalty: number): string | undefined {
  const { penalty: words } = formatWords(format);
  if (words === undefined) return undefined;
  return words.unit === 'minutes' ? String(Math.floor(penalty / 60_000)) : exactTime(penalty);
}

export const PHASE_WORDS: Readonly<Record<ContestPhase, { readonly label: string; readonly tone: Tone }>> = {
  coming: { label: 'Coming', tone: 'note' },
  running: { label: 'Running', tone: 'ok' },
  over: { label: 'Results pending', tone: 'limit' },
  final: { label: 'Final', tone: 'muted' },
};

export const REGISTRATION_WORDS: Readonly<Record<RegistrationKind, string>> = {
  open: 'Open to everybody',
  approval: 'The jury lets people in',
  invitation: 'By invitation code',
  roster: 'Only those on the roster',
};

export const MINE_WORDS: Readonly<
  Record<NonNullable<ContestSummary['mine']>, { readonly label: string; readonly tone: Tone }>
> = {
  pending: { label: 'Waiting for the jury', tone: 'limit' },
  registered: { label: 'Registered', tone: 'ok' },
  rejected: { label: 'Turned down', tone: 'bad' },
  disqualified: { label: 'Disqualified', tone: 'bad' },
};

/** A cell in one short line: `+`, `+2`, `−3`, `85`; and whether verdicts are still missing. */
export function cellMark(
  counts: 'solved' | 'score',
  cell: { readonly solved: boolean; readonly tries: number; readonly score: number },
): string {
  if (counts === 'score')
    return cell.score > 0 || cell.solved
      ? String(Math.round(cell.score * 100) / 100)
      : cell.tries > 0
        ? `${MINUS}${cell.tries}`
        : '';
  if (cell.solved) return cell.tries > 1 ? `+${cell.tries - 1}` : '+';
  return cell.tries > 0 ? `${MINUS}${cell.tries}` : '';
}
