import { ContestError } from './errors.ts';
import type { BoundFormat } from './format.ts';
import { formatOf } from './formats.ts';
import type { ContestEvent, ContestProblem, ContestSettings, Hack, Judgement, Participant, Submission } from './log.ts';
import { insertInOrder, supersedes, track, type Tracked } from './tracked.ts';

/** What an event may have changed, for views to decide what they see of it. */
export type Touched =
  | { readonly what: 'nothing' }
  | { readonly what: 'all' }
  /** The cursor of the freeze was moved. */
  | { readonly what: 'cursor' }
  | { readonly what: 'participant'; readonly participant: string; readonly before: Participant | null }
  /** There is a try that was not there, or that does not count any more. */
  | { readonly what: 'try'; readonly tracked: Tracked }
  /** Something about a try that only those see who see its verdict. */
  | { readonly what: 'verdict'; readonly tracked: Tracked }
  /** The hack as it is, and as it was. */
  | { readonly what: 'hack'; readonly hacks: readonly Hack[] };

const NOTHING: Touched = { what: 'nothing' };
const ALL: Touched = { what: 'all' };

/** The log, folded into what boards are made of. One for each contest; any number of boards look at it. */
export class ContestState {
  /** Of the newest event. */
  seq = 0;
  settings: ContestSettings | null = null;
  format: BoundFormat | null = null;
  started = false;
  finalised = false;
  readonly problems = new Map<string, ContestProblem>();
  readonly participants = new Map<string, Participant>();
  readonly extensions = new Map<string, number>();
  readonly submissions = new Map<string, Tracked>();
  /** Participant, then problem: tries in the order of submission. */
  readonly tries = new Map<string, Map<string, Tracked[]>>();
  /** By who made them. */
  readonly hacks = new Map<string, Map<string, Hack>>();
  readonly #hacksById = new Map<string, Hack>();
  #frozenFrom: number | null = null;
  #thawedUpTo: number | null = 0;

  /**
   * Takes the next event of the log and says what it touched. One that was taken before changes nothing. Throws `contest_log_gap` if events in between are
   * missing, and what `formatOf` throws for settings that should never have been written.
   */
  apply(event: ContestEvent): Touched {
    if (event.seq <= this.seq) return NOTHING;
    if (event.seq !== this.seq + 1)
      throw new ContestError(
        'contest_log_gap',
        `Event ${event.seq} came after ${this.seq}. Read the log again from ${this.seq + 1}.`,
      );
    const touched = this.#take(event);
    this.seq = event.seq;
    return touched;
  }

  /** Contest time from which on the public sees no verdicts; infinite: it sees all. */
  get publicCursor(): number {
    return Math.max(this.frozenCursor, this.#thawedUpTo ?? Infinity);
  }

  /** The same as if nothing had been thawed. */
  get frozenCursor(): number {
    return this.#frozenFrom ?? this.settings?.freeze ?? Infinity;
  }

  /** Contest time that a participant has: the window, agreed extra time and extensions. */
  lengthOf({ id, startsAt, endsAt, extraTime }: Participant): number {
    if (this.settings === null) return 0;
    const window = endsAt === null ? this.settings.duration : endsAt - (startsAt ?? this.settings.startsAt);
    return Math.max(0, window + extraTime + (this.extensions.get(id) ?? 0));
  }

  triesOf(participant: string, problem: string): readonly Tracked[] {
    return this.tries.get(participant)?.get(problem) ?? [];
  }

  #take(event: ContestEvent): Touched {
    switch (event.kind) {
      case 'settings':
        this.format = formatOf(event.settings);
        this.settings = event.settings;
        return ALL;
      case 'problem':
        this.problems.set(event.problem.id, event.problem);
        return ALL;
      case 'problem-removed':
        return this.problems.delete(event.problem) ? ALL : NOTHING;
      case 'participant':
        return this.#changed(event.participant.id, event.participant);
      case 'participant-left':
        return this.#changed(event.participant, null);
      case 'extension': {
        this.extensions.set(event.participant, event.extra);
        const before = this.participants.get(event.participant) ?? null;
        return { what: 'participant', participant: event.participant, before };
      }
      case 'submission':
        return this.#submitted(event.submission, event.seq);
      case 'judgement':
        return this.#judged(event.judgement);
      case 'overruled':
        return this.#overruled(event.submission, event.attempt);
      case 'ignored': {
        const tracked = this.#tracked(event.submission);
        tracked.ignored = event.ignored;
        return { what: 'try', tracked };
      }
      case 'hack':
        return this.#hacked(event.hack);
      case 'started':
        this.started = true;
        return NOTHING;
      case 'frozen':
        this.#frozenFrom = event.from;
        this.#thawedUpTo = 0;
        return { what: 'cursor' };
      case 'thawed':
        this.#thawedUpTo = event.upTo;
        return { what: 'cursor' };
      case 'finalised':
        this.finalised = true;
        return NOTHING;
      default:
        return event satisfies never;
    }
  }

  #changed(id: string, now: Participant | null): Touched {
    const before = this.participants.get(id) ?? null;
    if (now === null) this.participants.delete(id);
    else this.participants.set(id, now);
    return { what: 'participant', participant: id, before };
  }

  #tracked(id: string): Tracked {
    const known = this.submissions.get(id);
    if (known !== undefined) return known;
    const tracked = track(id);
    this.submissions.set(id, tracked);
    return tracked;
  }

  #submitted(submission: Submission, seq: number): Touched {
    const tracked = this.#tracked(submission.id);
    // A submission is written once; who says it again says nothing new.
    if (tracked.submission !== null) return NOTHING;
    tracked.submission = submission;
    tracked.seq = seq;
    const row = this.tries.get(submission.participant) ?? new Map<string, Tracked[]>();
    this.tries.set(submission.participant, row);
    const cell = row.get(submission.problem) ?? [];
    row.set(submission.problem, cell);
    insertInOrder(cell, tracked);
    // Hacks that were known before their target are seen only now, by their attackers as well.
    return tracked.hacks.size > 0 ? ALL : { what: 'try', tracked };
  }

  #judged(judgement: Judgement): Touched {
    const tracked = this.#tracked(judgement.submission);
    if (!supersedes(tracked.judgement, judgement)) return NOTHING;
    tracked.judgement = judgement;
    return { what: 'verdict', tracked };
  }

  #overruled(submission: string, attempt: number): Touched {
    const tracked = this.#tracked(submission);
    if (attempt <= tracked.overruled) return NOTHING;
    tracked.overruled = attempt;
    return { what: 'verdict', tracked };
  }

  #hacked(hack: Hack): Touched {
    const before = this.#hacksById.get(hack.id);
    if (before !== undefined) {
      this.submissions.get(before.submission)?.hacks.delete(hack.id);
      this.hacks.get(before.participant)?.delete(hack.id);
    }
    this.#hacksById.set(hack.id, hack);
    this.#tracked(hack.submission).hacks.set(hack.id, hack);
    const byAttacker = this.hacks.get(hack.participant) ?? new Map<string, Hack>();
    this.hacks.set(hack.participant, byAttacker.set(hack.id, hack));
    return { what: 'hack', hacks: before === undefined ? [hack] : [before, hack] };
  }
}
