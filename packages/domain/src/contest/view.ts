import type { ContestDetail, ContestSummary, Participation } from '@docket/contracts/http/contest';
import { contestChannel, juryChannel } from '@docket/contracts/events/contest';
import { isFrozen, phaseOf, seesProblems, type ContestRow } from './rows.ts';

type Counts = { readonly participants: number; readonly mine: ContestSummary['mine'] };

export function toSummary(
  row: Pick<
    ContestRow,
    | 'id'
    | 'slug'
    | 'title'
    | 'format'
    | 'open_at'
    | 'close_at'
    | 'over_at'
    | 'paused_at'
    | 'finalised_at'
    | 'duration_minutes'
    | 'visibility'
    | 'registration'
    | 'team_size'
    | 'rated'
  >,
  { participants, mine }: Counts,
  now: Date,
): ContestSummary {
  return {
    contestId: row.id,
    slug: row.slug,
    title: row.title,
    format: row.format,
    startsAt: row.open_at.toISOString(),
    endsAt: row.close_at.toISOString(),
    durationMinutes: row.duration_minutes,
    phase: phaseOf(row, now),
    visibility: row.visibility,
    registration: row.registration,
    teamSize: row.team_size,
    rated: row.rated,
    participants,
    mine,
  };
}

/** Until when somebody may be late, or, of nobody in particular, whoever has no time on top. */
function lateOf(row: ContestRow, participation: Participation | null): ContestDetail['late'] {
  if (row.finalised_at !== null || row.late_ms === 0) return null;
  if (row.late_ms === null) return { until: null };
  const end = participation?.window?.until ?? row.close_at.toISOString();
  return { until: new Date(Date.parse(end) + row.late_ms).toISOString() };
}

type Beside = {
  readonly participants: number;
  readonly participation: Participation | null;
  readonly jury: readonly { userId: string; username: string }[];
};

/** A contest as its reader sees it; what is the jury's is told to the jury. */
export function toDetail(row: ContestRow, { participants, participation, jury }: Beside, now: Date): ContestDetail {
  return {
    ...toSummary(row, { participants, mine: participation?.status ?? null }, now),
    description: row.description,
    options: row.options,
    timeZone: row.time_zone,
    late: lateOf(row, participation),
    freezesAt: row.freezes_at?.toISOString() ?? null,
    frozen: isFrozen(row, now),
    thawedAt: row.thawed_at?.toISOString() ?? null,
    finalisedAt: row.finalised_at?.toISOString() ?? null,
    pausedAt: row.paused_at?.toISOString() ?? null,
    languages: row.languages,
    closed: row.closed,
    virtual: row.virtual,
    upsolving: row.upsolve,
    problemsOpen: seesProblems(row.standing),
    channel: contestChannel(row.id, row.closed),
    now: now.toISOString(),
    participation,
    jury:
      row.standing === 'staff'
        ? {
            channel: juryChannel(row.jury_key),
            invitationCode: row.invitation_code,
            cannedAnswers: row.canned_answers,
            members: [...jury],
          }
        : null,
  };
}
