import type { ExpectedVerdict } from '@docket/problem-package/types';
import type { Candidate } from './samples.ts';

/** The worked problems of the contest, by letter. D and E ask for functions. */
export const CONTEST_PROBLEMS = [
  { label: 'A', slug: 'hello', colour: '#d62728' },
  { label: 'B', slug: 'closingtime', colour: '#1f77b4' },
  { label: 'C', slug: 'twotickets', colour: '#2ca02c' },
  { label: 'D', slug: 'pairsum', colour: '#ffbf00' },
  { label: 'E', slug: 'carousel', colour: '#9467bd' },
] as const;

type Label = (typeof CONTEST_PROBLEMS)[number]['label'];

/** What bots write in: programs in these start fast. */
export const BOT_LANGUAGES = ['c', 'python3'] as const;
type BotLanguage = (typeof BOT_LANGUAGES)[number];

/** One program that a bot hands in. */
export type BotTry = {
  /** When, as a share of the contest. */
  readonly at: number;
  readonly label: Label;
  readonly problem: string;
  readonly expected: ExpectedVerdict;
  readonly language: string;
  readonly file: string;
  readonly code: string;
};

export type Bot = { readonly name: string; readonly tries: readonly BotTry[] };

type Intent = readonly [percent: number, label: Label, verdict: ExpectedVerdict];
type Character = { readonly name: string; readonly writes: BotLanguage; readonly means: readonly Intent[] };

/** From who solves everything to who is glad of one. What comes after the freeze decides who wins. */
const CHARACTERS: readonly Character[] = [
  {
    name: 'mira',
    writes: 'c',
    means: [
      [4, 'A', 'AC'],
      [14, 'B', 'AC'],
      [27, 'D', 'AC'],
      [69, 'C', 'AC'],
      [78, 'E', 'AC'],
    ],
  },
  {
    name: 'jonas',
    writes: 'python3',
    means: [
      [6, 'A', 'AC'],
      [16, 'D', 'AC'],
      [30, 'C', 'RE'],
      [38, 'C', 'AC'],
      [56, 'E', 'AC'],
      [84, 'B', 'AC'],
    ],
  },
  {
    name: 'sefa',
    writes: 'python3',
    means: [
      [8, 'B', 'WA'],
      [20, 'B', 'AC'],
      [26, 'A', 'AC'],
      [50, 'D', 'WA'],
      [60, 'D', 'AC'],
      [86, 'C', 'AC'],
    ],
  },
  {
    name: 'lena',
    writes: 'c',
    means: [
      [5, 'A', 'WA'],
      [12, 'A', 'AC'],
      [40, 'E', 'WA'],
      [54, 'E', 'AC'],
      [72, 'B', 'AC'],
    ],
  },
  {
    name: 'tariq',
    writes: 'c',
    means: [
      [9, 'A', 'CE'],
      [11, 'A', 'AC'],
      [34, 'C', 'WA'],
      [62, 'C', 'AC'],
      [88, 'E', 'WA'],
    ],
  },
  {
    name: 'ivo',
    writes: 'python3',
    means: [
      [18, 'A', 'RE'],
      [24, 'A', 'AC'],
      [48, 'B', 'RE'],
      [74, 'B', 'WA'],
    ],
  },
  {
    name: 'ruth',
    writes: 'c',
    means: [
      [22, 'A', 'WA'],
      [46, 'A', 'WA'],
      [70, 'A', 'AC'],
    ],
  },
];

/** The bot's own language first, then another that is found here. Programs of several files are left to others. */
function programFor(
  programs: readonly Candidate[],
  found: readonly string[],
  { writes }: Character,
  problem: string,
  verdict: ExpectedVerdict,
): Pick<BotTry, 'language' | 'file' | 'code'> | undefined {
  for (const language of [writes, ...BOT_LANGUAGES.filter((each) => each !== writes)]) {
    if (!found.includes(language)) continue;
    for (const { problem: slug, submission } of programs) {
      const [first] = submission.files;
      const fits = slug === problem && submission.expected === verdict && submission.language === language;
      if (fits && first !== undefined && submission.files.length === 1)
        return { language, file: submission.path, code: first.content };
    }
  }
  return undefined;
}

/**
 * What each bot hands in and when, with programs of the worked problems themselves.
 * @param found languages that this machine judges
 * @returns also what should have been handed in and has no program
 */
export function planBots(
  programs: readonly Candidate[],
  found: readonly string[],
): { readonly bots: readonly Bot[]; readonly gaps: readonly string[] } {
  const slugs = new Map<Label, string>(CONTEST_PROBLEMS.map(({ label, slug }) => [label, slug]));
  const gaps = new Set<string>();
  const bots = CHARACTERS.map((character) => ({
    name: character.name,
    tries: character.means.flatMap(([percent, label, expected]) => {
      const problem = slugs.get(label) ?? label;
      const program = programFor(programs, found, character, problem, expected);
      if (program !== undefined) return [{ at: percent / 100, label, problem, expected, ...program }];
      gaps.add(`${problem} has no program in ${BOT_LANGUAGES.join(' or ')} that ends with ${expected}`);
      return [];
    }),
  }));
  return { bots, gaps: [...gaps] };
}
