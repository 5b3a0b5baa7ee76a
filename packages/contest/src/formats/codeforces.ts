import { z } from 'zod';
import { defineFormat, type Try } from '../format.ts';
import { EMPTY_CELL, MINUTE, descending, outcomeOf, solvedCount, tidy, totalScore } from '../tries.ts';

const options = z.strictObject({
  /** Points off for each wrong try at a problem that was solved. */
  wrongTry: z.number().min(0).default(50),
  /** No fewer than this share of a problem's points, however late and however often. */
  least: z.number().min(0).max(1).default(0.3),
  /** A try that fails on the first test costs nothing. */
  firstTestFree: z.boolean().default(true),
  hackSuccess: z.number().min(0).default(100),
  hackFailure: z.number().min(0).default(50),
});

/** What a problem is worth where nobody says. */
const WHOLE = 500;
/** Share of the points that is gone at the end of the contest: two points of 500 a minute in two hours. */
const LOST_AT_THE_END = 120 / 250;

/**
 * The value of a problem falls with time. The last try that passed the pretests stands for the problem: it is worth nothing if the system tests or a hack
 * bring it down, even if an earlier one would have held.
 */
export const codeforces = defineFormat({
  name: 'codeforces',
  options,
  counts: (time, { length }) => time >= 0 && time < length,
  cell(tries, { problem, length, options: rules }) {
    const judged = tries.filter((one) => ['accepted', 'rejected'].includes(outcomeOf(one, false)));
    const pending = tries.filter((one) => outcomeOf(one, false) === 'pending').length;
    const standing = judged.findLast(passedPretests);
    const before = standing === undefined ? judged : judged.slice(0, judged.indexOf(standing));
    const wrong = before.filter((one) => !(rules.firstTestFree && failedFirst(one))).length;
    if (standing === undefined) return { ...EMPTY_CELL, tries: wrong, pending };
    const tried = { ...EMPTY_CELL, tries: wrong + 1, pending };
    const provisional = standing.judgement?.pretestsOnly === true && !standing.hacked;
    if (outcomeOf(standing, false) !== 'accepted') return { ...tried, provisional };
    const whole = problem.points ?? WHOLE;
    const minutes = Math.floor(standing.time / MINUTE);
    const lost = Math.floor((whole * LOST_AT_THE_END * minutes * MINUTE) / length) + wrong * rules.wrongTry;
    const score = tidy(Math.max(whole * rules.least, whole - lost));
    return { ...tried, solved: true, score, time: standing.time, penalty: tidy(whole - score), provisional };
  },
  row(cells, hacks, { options: rules }) {
    const fromHacks = hacks.successes * rules.hackSuccess - hacks.failures * rules.hackFailure;
    const score = tidy(totalScore(cells) + fromHacks);
    const penalty = tidy(cells.reduce((lost, cell) => lost + (cell?.penalty ?? 0), 0));
    return { solved: solvedCount(cells), score, penalty, key: [descending(score)] };
  },
});

function passedPretests({ judgement }: Try): boolean {
  return judgement !== null && (judgement.pretestsPassed ?? judgement.verdict === 'AC');
}

function failedFirst(one: Try): boolean {
  return !passedPretests(one) && one.judgement?.failedTest === 1;
}
