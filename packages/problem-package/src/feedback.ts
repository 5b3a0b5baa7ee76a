import type { YamlMap } from './yaml-map.ts';

/** What authors are shown of a secret test: its figures; also what the check program tells them; also the first token that differs. */
export const secretFeedback = ['verdict', 'message', 'difference'] as const;
/** Where points are shown to authors: of each test, of each group, or only in total. */
export const scoreFeedback = ['tests', 'groups', 'total'] as const;

/** What the authors of submissions to a problem may see, as its setter decides. */
export type FeedbackPolicy = {
  readonly secret: (typeof secretFeedback)[number];
  readonly score: (typeof scoreFeedback)[number];
};

/** Of a problem whose setter says nothing: of secret tests verdict, time, memory and points, and no text. */
export const PLAIN_FEEDBACK: FeedbackPolicy = { secret: 'verdict', score: 'tests' };

/** Reads `feedback` of `docket.yaml`; null where there is none. @throws DocketError package_invalid */
export function readFeedback(own: YamlMap | null): FeedbackPolicy | null {
  const map = own?.map('feedback') ?? null;
  if (map === null) return null;
  const pick = <Word extends string>(key: string, words: readonly Word[], otherwise: Word): Word => {
    const said = map.text(key);
    if (said === null) return otherwise;
    const word = words.find((one) => one === said);
    if (word === undefined)
      throw map.fault(`feedback.${key} must be one of ${words.join(', ')}, not "${said.slice(0, 40)}".`);
    return word;
  };
  const odd = map.keys().find((key) => key !== 'secret' && key !== 'score');
  if (odd !== undefined) throw map.fault(`feedback.${odd.slice(0, 40)} is not known. Known are secret and score.`);
  return {
    secret: pick('secret', secretFeedback, PLAIN_FEEDBACK.secret),
    score: pick('score', scoreFeedback, PLAIN_FEEDBACK.score),
  };
}
