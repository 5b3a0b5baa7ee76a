import type { CcsJudgement } from '@docket/contracts/ccs/judgement';
import type { CcsSubmission } from '@docket/contracts/ccs/submission';
import { spanOf } from '@docket/contracts/ccs/common';
import { Board } from '@docket/contest/board';
import type { ContestEvent } from '@docket/contest/log';
import { isKnown, seesHack, sightOf } from '@docket/contest/sight';
import { ContestState, type Touched } from '@docket/contest/state';
import { standingJudgement, type Tracked } from '@docket/contest/tracked';
import { verdictOf } from './objects/judgement-types.ts';
import { scoreOf } from './score.ts';
import type { CcsView } from './view.ts';

/** Without files, which are told to those alone who may read them. */
export type FoldedSubmission = Omit<CcsSubmission, 'files'>;

/** An object as a stream has it, and the stream's count when it changed last; `data` null: it is not there, or not any more. */
type Slot<T> = { readonly data: T | null; readonly n: number };
type Pair = { readonly submission: Slot<FoldedSubmission>; readonly judgement: Slot<CcsJudgement> };

/** Streams count their own changes, so that a count says nothing of what its reader does not see. */
type Streams = { readonly public: Pair; readonly jury: Pair; readonly own: Pair };

type Entry = { readonly team: string; readonly streams: Streams };
type Moments = { submitted: number; judged: number; attempts: number };

const NEVER: Slot<never> = { data: null, n: 0 };
const NOTHING: Pair = { submission: NEVER, judgement: NEVER };

/** Where a reader is: what they have seen of what everybody sees (or the jury), and of their own. */
export type Place = { readonly all: number; readonly own: number };

export type LiveChange = { readonly submissionId: string; readonly team: string; readonly place: Place } & (
  | { readonly type: 'submissions'; readonly data: FoldedSubmission | null }
  | { readonly type: 'judgements'; readonly data: CcsJudgement | null }
);

/** A change before its data are made: a place in a log of many thousands is cheap. */
type News = { readonly submissionId: string; readonly team: string; readonly mine: boolean } & (
  | { readonly type: 'submissions'; readonly slot: Slot<FoldedSubmission> }
  | { readonly type: 'judgements'; readonly slot: Slot<CcsJudgement> }
);

const timeOf = (at: number): string => new Date(at).toISOString();

/**
 * The log of a contest folded into submissions and judgements as the Contest API has them: for the public, which sees no verdicts from the freeze on, for
 * the jury, and for each team, which sees its own. What a stream counts depends on the log alone, so that every process counts alike.
 */
export class CcsFold {
  readonly state = new ContestState();
  readonly boards = {
    public: new Board({ kind: 'public' }, this.state),
    jury: new Board({ kind: 'jury' }, this.state),
  };
  readonly #entries = new Map<string, Entry>();
  readonly #moments = new Map<string, Moments>();
  readonly #owns = new Map<string, number>();
  #counts = { public: 0, jury: 0 };
  /** Of what each stream has: how many submissions are in a language. */
  readonly #languages = {
    public: new Map<string, number>(),
    jury: new Map<string, number>(),
    own: new Map<string, Map<string, number>>(),
  };

  apply(event: ContestEvent): void {
    if (event.seq <= this.state.seq) return;
    if (event.kind === 'submission') this.#momentsOf(event.submission.id).submitted = event.at;
    if (event.kind === 'judgement') {
      const moments = this.#momentsOf(event.judgement.submission);
      moments.judged = event.at;
      moments.attempts += 1;
    }
    const touched = this.state.apply(event);
    this.boards.public.mark(touched);
    this.boards.jury.mark(touched);
    for (const tracked of this.#touched(touched)) this.#refold(tracked);
  }

  /** Where a reader who has seen everything is. */
  place(view: CcsView): Place {
    if (view.kind === 'jury') return { all: this.#counts.jury, own: 0 };
    return { all: this.#counts.public, own: view.kind === 'team' ? (this.#owns.get(view.team) ?? 0) : 0 };
  }

  /** Objects that are others than at that place, in the order in which they changed; those that are gone with null. */
  changes(view: CcsView, since: Place): LiveChange[] {
    return [...this.pages(view, since, Infinity)].flat();
  }

  /** The same as it is now, so many at a time: what changes while they are read is not among them. */
  pages(view: CcsView, since: Place, size: number): Iterable<LiveChange[]> {
    const now = this.place(view);
    return now.all === since.all && now.own === since.own ? [] : pagesOf(this.#news(view, since), since, size);
  }

  #news(view: CcsView, since: Place): News[] {
    const found: News[] = [];
    for (const [submissionId, entry] of this.#entries) {
      const mine = view.kind === 'team' && view.team === entry.team;
      const { submission, judgement } = this.#pair(view, entry);
      const from = mine ? since.own : since.all;
      const head = { submissionId, team: entry.team, mine };
      if (submission.n > from) found.push({ ...head, type: 'submissions', slot: submission });
      if (judgement.n > from) found.push({ ...head, type: 'judgements', slot: judgement });
    }
    // One's own first: the two counts are apart.
    return found.sort((a, b) => Number(b.mine) - Number(a.mine) || a.slot.n - b.slot.n);
  }

  /** What is there now, in the order of submission. */
  submissions(view: CcsView): { readonly team: string; readonly data: FoldedSubmission }[] {
    return [...this.#entries.values()].flatMap((entry) => {
      const { data } = this.#pair(view, entry).submission;
      return data === null ? [] : [{ team: entry.team, data }];
    });
  }

  /** Languages of what is there. */
  languages(view: CcsView): ReadonlySet<string> {
    if (view.kind === 'jury') return new Set(this.#languages.jury.keys());
    const own = view.kind === 'team' ? this.#languages.own.get(view.team)?.keys() : undefined;
    return new Set([...this.#languages.public.keys(), ...(own ?? [])]);
  }

  judgements(view: CcsView): CcsJudgement[] {
    return [...this.#entries.values()].flatMap((entry) => this.#pair(view, entry).judgement.data ?? []);
  }

  submission(view: CcsView, id: string): { readonly team: string; readonly data: FoldedSubmission } | null {
    const entry = this.#entries.get(id);
    const data = entry === undefined ? null : this.#pair(view, entry).submission.data;
    return entry === undefined || data === null ? null : { team: entry.team, data };
  }

  judgement(view: CcsView, submissionId: string): CcsJudgement | null {
    const entry = this.#entries.get(submissionId);
    return entry === undefined ? null : this.#pair(view, entry).judgement.data;
  }

  /** How often a submission was judged. */
  attempts(submissionId: string): number {
    return this.#moments.get(submissionId)?.attempts ?? 0;
  }

  #pair(view: CcsView, { team, streams }: Entry): Pair {
    if (view.kind === 'team' && view.team === team) return streams.own;
    return view.kind === 'jury' ? streams.jury : streams.public;
  }

  #momentsOf(submissionId: string): Moments {
    const known = this.#moments.get(submissionId) ?? { submitted: 0, judged: 0, attempts: 0 };
    this.#moments.set(submissionId, known);
    return known;
  }

  #touched(touched: Touched): Iterable<Tracked> {
    switch (touched.what) {
      case 'nothing':
        return [];
      case 'hack':
        return touched.hacks.flatMap(({ submission }) => this.state.submissions.get(submission) ?? []);
      case 'all':
      case 'cursor':
        return this.state.submissions.values();
      case 'participant':
        return [...(this.state.tries.get(touched.participant)?.values() ?? [])].flat();
      case 'try':
      case 'verdict':
        return [touched.tracked];
      default:
        return touched satisfies never;
    }
  }

  #refold(tracked: Tracked): void {
    const { submission } = tracked;
    if (submission === null) return;
    const team = submission.participant;
    const data = this.#submissionOf(tracked);
    const hacks = [...tracked.hacks.values()].filter(({ outcome }) => outcome === 'success');
    const judgement = data === null ? null : this.#judgementOf(tracked, hacks.length > 0);
    // What became of a hack is everybody's where the board shows it; whom it made fail knows at once.
    const isSeen = hacks.length === 0 || hacks.some((hack) => seesHack({ kind: 'public' }, this.state, hack));
    const open = isSeen || judgement === null ? judgement : this.#judgementOf(tracked, false);
    const who = this.state.participants.get(team);
    const shown = who !== undefined && !who.hidden;
    const known = isKnown(sightOf({ kind: 'public' }, this.state, team), submission.time);
    const before = this.#entries.get(tracked.id)?.streams ?? { public: NOTHING, jury: NOTHING, own: NOTHING };
    const streams = {
      public: moved(before.public, shown ? data : null, shown && known ? open : null, () => (this.#counts.public += 1)),
      jury: moved(before.jury, data, judgement, () => (this.#counts.jury += 1)),
      own: moved(before.own, data, judgement, () => {
        const n = (this.#owns.get(team) ?? 0) + 1;
        this.#owns.set(team, n);
        return n;
      }),
    };
    this.#entries.set(tracked.id, { team, streams });
    const own = this.#languages.own.get(team) ?? new Map<string, number>();
    this.#languages.own.set(team, own);
    count(this.#languages.public, before.public, streams.public);
    count(this.#languages.jury, before.jury, streams.jury);
    count(own, before.own, streams.own);
  }

  /** Null: as if it had never been sent, or of somebody who is on no board. */
  #submissionOf(tracked: Tracked): FoldedSubmission | null {
    const { submission, ignored } = tracked;
    if (submission === null || ignored || standingJudgement(tracked)?.verdict === 'CANCELLED') return null;
    const who = this.state.participants.get(submission.participant);
    const problem = this.state.problems.get(submission.problem);
    if (who === undefined || who.kind === 'virtual' || problem === undefined) return null;
    return {
      id: tracked.id,
      language_id: submission.language,
      problem_id: problem.label,
      team_id: submission.participant,
      time: timeOf(this.#momentsOf(tracked.id).submitted),
      contest_time: spanOf(submission.time),
      entry_point: null,
    };
  }

  /** Null: it waits for a verdict. A judge's error is none. What was hacked passes no more. */
  #judgementOf(tracked: Tracked, hacked: boolean): CcsJudgement | null {
    const { submission } = tracked;
    const judgement = standingJudgement(tracked);
    if (submission === null || judgement === null) return null;
    const verdict = verdictOf(judgement.verdict);
    if (verdict === null || verdict === 'JE') return null;
    const { submitted, judged, attempts } = this.#momentsOf(tracked.id);
    // The log says when a judging ended; the first began no earlier than the submission came, a later one is told when it counts.
    const started = attempts > 1 ? judged : submitted;
    const score = scoreOf(this.state, tracked, hacked);
    return {
      id: tracked.id,
      submission_id: tracked.id,
      judgement_type_id: hacked && verdict === 'AC' ? 'WA' : verdict,
      ...(score === null ? {} : { score }),
      start_time: timeOf(started),
      start_contest_time: spanOf(submission.time + started - submitted),
      end_time: timeOf(judged),
      end_contest_time: spanOf(submission.time + judged - submitted),
    };
  }
}

function* pagesOf(news: readonly News[], since: Place, size: number): Generator<LiveChange[]> {
  let place = since;
  for (let from = 0; from < news.length; from += size)
    yield news.slice(from, from + size).map(({ submissionId, team, mine, ...one }): LiveChange => {
      place = mine ? { ...place, own: one.slot.n } : { ...place, all: one.slot.n };
      const head = { submissionId, team, place };
      return one.type === 'submissions'
        ? { ...head, type: one.type, data: one.slot.data }
        : { ...head, type: one.type, data: one.slot.data };
    });
}

function same(a: object | null, b: object | null): boolean {
  return a === b || (a !== null && b !== null && JSON.stringify(a) === JSON.stringify(b));
}

/** Languages of a stream, when what it has of a submission is another. */
function count(languages: Map<string, number>, before: Pair, after: Pair): void {
  const by = (pair: Pair, step: number): void => {
    if (pair.submission.data === null) return;
    const { language_id: id } = pair.submission.data;
    const left = (languages.get(id) ?? 0) + step;
    if (left > 0) languages.set(id, left);
    else languages.delete(id);
  };
  by(before, -1);
  by(after, 1);
}

/** The pair with what is new in it; submissions are counted before their judgements. */
function moved(
  before: Pair,
  submission: FoldedSubmission | null,
  judgement: CcsJudgement | null,
  next: () => number,
): Pair {
  const at = <T extends object>(slot: Slot<T>, data: T | null): Slot<T> =>
    same(slot.data, data) ? slot : { data, n: next() };
  // What goes, goes in the other order: no judgement is without its submission.
  if (submission === null) {
    const gone = at(before.judgement, judgement);
    return { submission: at(before.submission, submission), judgement: gone };
  }
  const there = at(before.submission, submission);
  return { submission: there, judgement: at(before.judgement, judgement) };
}
