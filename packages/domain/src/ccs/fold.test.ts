import { expect, test } from 'vitest';
import { millisOf, spanOf } from '@docket/contracts/ccs/common';
import type { ContestFact, Judgement, Participant } from '@docket/contest/log';
import { CcsFold, type Place } from './fold.ts';
import { answerId, questionOf, runId, runOf } from './ids.ts';
import { awardsOn } from './objects/awards.ts';
import { placeOf, tokenOf } from './token.ts';
import type { CcsView } from './view.ts';

const MINUTE = 60_000;
const NOWHERE: Place = { all: 0, own: 0 };
const PUBLIC: CcsView = { kind: 'public' };
const JURY: CcsView = { kind: 'jury' };
const A: CcsView = { kind: 'team', team: 'a' };
const B: CcsView = { kind: 'team', team: 'b' };

const participant = (id: string, over: Partial<Participant> = {}): ContestFact => ({
  kind: 'participant',
  participant: {
    id,
    name: '',
    kind: 'individual',
    startsAt: null,
    endsAt: null,
    extraTime: 0,
    hidden: false,
    disqualified: false,
    official: true,
    rated: true,
    group: null,
    ...over,
  },
});
const submission = (id: string, who: string, minute: number): ContestFact => ({
  kind: 'submission',
  submission: { id, participant: who, problem: 'p', time: minute * MINUTE, language: 'c' },
});
const judgement = (id: string, verdict: Judgement['verdict'], over: Partial<Judgement> = {}): ContestFact => ({
  kind: 'judgement',
  judgement: {
    submission: id,
    attempt: 1,
    verdict,
    score: null,
    maxScore: null,
    subtasks: [],
    pretestsOnly: false,
    failedTest: null,
    rejudge: null,
    ...over,
  },
});
const settings = (format: string, options = {}): ContestFact => ({
  kind: 'settings',
  settings: { startsAt: 0, duration: 60 * MINUTE, freeze: 30 * MINUTE, format, options },
});
const BEGIN: readonly ContestFact[] = [
  settings('icpc'),
  { kind: 'problem', problem: { id: 'p', label: 'A', colour: null, points: null, ordinal: 0 } },
  participant('a'),
  participant('b'),
];

/** A log, a second between its entries. */
function foldOf(...facts: readonly ContestFact[]): CcsFold {
  const fold = new CcsFold();
  for (const [at, fact] of facts.entries()) fold.apply({ ...fact, seq: at + 1, at: at * 1_000 });
  return fold;
}

const typesOf = (fold: CcsFold, view: CcsView, since = NOWHERE) =>
  fold.changes(view, since).map(({ type, submissionId, data }) => [type, submissionId, data !== null]);

test('from the freeze on a verdict is told to the jury and its team, and moves no count of anybody else', () => {
  const facts = [...BEGIN, submission('s', 'a', 31)];
  const [before, after] = [foldOf(...facts), foldOf(...facts, judgement('s', 'AC'))];
  for (const view of [PUBLIC, B]) {
    expect(after.place(view)).toEqual(before.place(view));
    expect(after.judgement(view, 's')).toBeNull();
  }
  for (const view of [A, JURY]) expect(after.judgement(view, 's')).toMatchObject({ judgement_type_id: 'AC' });
  expect(after.place(A)).toEqual({ all: before.place(A).all, own: before.place(A).own + 1 });
  const thawed = foldOf(...facts, judgement('s', 'AC'), { kind: 'thawed', upTo: null });
  expect(typesOf(thawed, PUBLIC, before.place(PUBLIC))).toEqual([['judgements', 's', true]]);
});

test('before it a verdict is everybody’s, also when it comes late, and a later attempt takes its place', () => {
  const fold = foldOf(...BEGIN, submission('s', 'a', 10), judgement('s', 'AC'));
  const seen = fold.place(PUBLIC);
  expect(typesOf(fold, PUBLIC)).toEqual([
    ['submissions', 's', true],
    ['judgements', 's', true],
  ]);
  fold.apply({ ...judgement('s', 'WA', { attempt: 2 }), seq: fold.state.seq + 1, at: 90 * MINUTE });
  expect(typesOf(fold, PUBLIC, seen)).toEqual([['judgements', 's', true]]);
  expect(fold.judgement(PUBLIC, 's')).toMatchObject({ judgement_type_id: 'WA' });
});

test('what is cancelled, ignored or of somebody hidden goes, the judgement before its submission', () => {
  const judged = [...BEGIN, submission('s', 'a', 10), judgement('s', 'AC')];
  const gone: readonly ContestFact[] = [
    { kind: 'ignored', submission: 's', ignored: true },
    participant('a', { hidden: true }),
    participant('a', { kind: 'virtual' }),
  ];
  for (const fact of gone) {
    const fold = foldOf(...judged, fact);
    expect(typesOf(fold, PUBLIC, { all: 2, own: 0 })).toEqual([
      ['judgements', 's', false],
      ['submissions', 's', false],
    ]);
    expect(fold.submissions(PUBLIC)).toEqual([]);
  }
  // Hidden from others, and there for the jury and for oneself.
  for (const view of [A, JURY])
    expect(foldOf(...judged, participant('a', { hidden: true })).submissions(view)).toHaveLength(1);
  expect(foldOf(...BEGIN, submission('s', 'a', 10), judgement('s', 'CANCELLED')).submissions(JURY)).toEqual([]);
  // A judge's error is no verdict.
  expect(foldOf(...BEGIN, submission('s', 'a', 10), judgement('s', 'IE')).judgements(JURY)).toEqual([]);
});

test('points are those of the contest, and none where problems are solved or not', () => {
  const problem: ContestFact = {
    kind: 'problem',
    problem: { id: 'p', label: 'A', colour: null, points: 500, ordinal: 0 },
  };
  const facts = [settings('ioi'), problem, participant('a'), submission('s', 'a', 10)];
  const part = foldOf(...facts, judgement('s', 'WA', { score: 30, maxScore: 100 }));
  expect(part.judgement(JURY, 's')).toMatchObject({ score: 150 });
  expect(foldOf(...BEGIN, submission('s', 'a', 10), judgement('s', 'AC')).judgement(JURY, 's')).not.toHaveProperty(
    'score',
  );
});

test('a try that was hacked passes no more: for everybody where the board shows it, for its team and the jury at once', () => {
  const hack = (minute: number, outcome: 'success' | 'void' = 'success'): ContestFact => ({
    kind: 'hack',
    hack: { id: 'h', participant: 'b', submission: 's', time: minute * MINUTE, outcome },
  });
  const verdicts = (fold: CcsFold) =>
    [PUBLIC, B, A, JURY].map((view) => fold.judgement(view, 's')?.judgement_type_id ?? null);
  const facts = [...BEGIN, submission('s', 'a', 10), judgement('s', 'AC')];
  expect(verdicts(foldOf(...facts, hack(20)))).toEqual(['WA', 'WA', 'WA', 'WA']);
  expect(verdicts(foldOf(...facts, hack(40)))).toEqual(['AC', 'AC', 'WA', 'WA']);
  expect(verdicts(foldOf(...facts, hack(40), { kind: 'thawed', upTo: null }))).toEqual(['WA', 'WA', 'WA', 'WA']);
  expect(verdicts(foldOf(...facts, hack(20), hack(20, 'void')))).toEqual(['AC', 'AC', 'AC', 'AC']);
  const seen = foldOf(...facts).place(PUBLIC);
  expect(typesOf(foldOf(...facts, hack(20)), PUBLIC, seen)).toEqual([['judgements', 's', true]]);
  expect(foldOf(...facts, hack(40)).place(PUBLIC)).toEqual(seen);
  const scored = [settings('codeforces'), ...facts.slice(1), hack(20)];
  expect(foldOf(...scored).judgement(JURY, 's')).toMatchObject({ judgement_type_id: 'WA', score: 0 });
});

test('places of one’s own and of all are told page by page, and nothing where nothing is another', () => {
  const fold = foldOf(...BEGIN, submission('s', 'a', 1), submission('t', 'b', 2), submission('u', 'a', 3));
  const pages = [...fold.pages(A, NOWHERE, 2)];
  expect(pages.map((page) => page.map(({ submissionId }) => submissionId))).toEqual([['s', 'u'], ['t']]);
  expect(pages.flat()).toEqual(fold.changes(A, NOWHERE));
  expect([...fold.pages(A, fold.place(A), 2)]).toEqual([]);
});

test('languages are those of what a reader sees', () => {
  const languages = (fold: CcsFold) => [PUBLIC, A, B, JURY].map((view) => [...fold.languages(view)]);
  const fold = foldOf(...BEGIN, submission('s', 'a', 1), participant('a', { hidden: true }));
  expect(languages(fold)).toEqual([[], ['c'], [], ['c']]);
  fold.apply({ kind: 'ignored', submission: 's', ignored: true, seq: fold.state.seq + 1, at: 0 });
  expect(languages(fold)).toEqual([[], [], [], []]);
});

test('awards are of those who are not hidden, on the jury’s board too', () => {
  const facts = [
    ...BEGIN,
    submission('s', 'a', 1),
    judgement('s', 'AC'),
    submission('t', 'b', 2),
    judgement('t', 'AC'),
  ];
  const awards = (...more: readonly ContestFact[]) =>
    awardsOn(foldOf(...facts, ...more).boards.jury).map((award) => [award.id, award.team_ids]);
  expect(awards()).toEqual([
    ['winner', ['a']],
    ['first-to-solve-A', ['a']],
  ]);
  expect(awards(participant('a', { hidden: true }))).toEqual([
    ['winner', ['b']],
    ['first-to-solve-A', ['b']],
  ]);
});

test('a token leads back to its place, for its reader alone', () => {
  const fold = foldOf(...BEGIN, submission('s', 'a', 10), judgement('s', 'AC'));
  for (const view of [PUBLIC, A, B, JURY]) {
    const place = fold.place(view);
    expect(placeOf('x', fold, view, tokenOf('x', view, place))).toEqual(place);
    for (const other of [PUBLIC, A, B, JURY].filter((each) => each !== view))
      expect(() => placeOf('x', fold, other, tokenOf('x', view, place))).toThrow('since_token');
    expect(() => placeOf('y', fold, view, tokenOf('x', view, place))).toThrow('since_token');
    expect(() => placeOf('x', fold, view, tokenOf('x', view, { ...place, all: place.all + 1 }))).toThrow('since_token');
  }
});

test('ids and spans of time are read as they are written', () => {
  const id = '0198f7a2-1111-7abc-8def-0123456789ab';
  expect(questionOf(answerId(id))).toBe(id);
  expect(runOf(runId(id, 12))).toEqual({ submissionId: id, ordinal: 12 });
  expect([questionOf(id), runOf(id), runOf('r.1')]).toEqual([null, null, null]);
  for (const millis of [0, 1, -1, 3_723_004, -3_723_004, 360_000_000]) expect(millisOf(spanOf(millis))).toBe(millis);
  expect(spanOf(-500)).toBe('-0:00:00.500');
});
