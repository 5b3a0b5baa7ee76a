import type { Clarification } from '@docket/contracts/http/contest-desk';
import { prepare } from '@docket/db/statement';

type Words = {
  id: string;
  asked_at: Date;
  kind: Clarification['kind'];
  audience: Clarification['audience'];
  acknowledgements: number;
  acknowledged: boolean;
};

/** A question or announcement with who has to do with it; `$2` is the reader's account. */
const COLUMNS = `q.id, q.kind, q.participant_id, q.question, q.answer, q.audience, q.asked_at, q.answered_at, q.claimed_by, c.label, p.name AS participant,
  cb.username::text AS claimer, ab.username::text AS answerer,
  (SELECT count(*)::int FROM contest_clarifications_seen s WHERE s.clarification_id = q.id) AS acknowledgements,
  EXISTS (SELECT FROM contest_clarifications_seen s WHERE s.clarification_id = q.id AND s.user_id = $2) AS acknowledged
  FROM contest_clarifications q LEFT JOIN judge_scope_problems c ON c.scope_id = q.contest_id AND c.problem_id = q.problem_id
  LEFT JOIN contest_participants p ON p.id = q.participant_id LEFT JOIN users cb ON cb.id = q.claimed_by LEFT JOIN users ab ON ab.id = q.answered_by`;

/**
 * `$3`: the reader's participant; null for the jury, who reads all. `$4`: may they read what says something of problems? Who may not reads what is
 * announced of the contest, and the own questions.
 */
const READABLE = `($3::uuid IS NULL OR q.participant_id = $3 OR q.audience = 'everybody' AND q.answered_at IS NOT NULL
        AND ($4::boolean OR q.kind = 'announcement' AND q.problem_id IS NULL))`;

export const listStatement = prepare(
  'contest_clarifications',
  `SELECT ${COLUMNS} WHERE q.contest_id = $1 AND ${READABLE}
      AND ($5::text IS NULL OR ($5 = 'answered') = (q.answered_at IS NOT NULL)) AND ($6::text IS NULL OR c.label = $6) AND ($7::uuid IS NULL OR q.id < $7)
    ORDER BY q.id DESC LIMIT $8`,
).rows<Words>();

export const oneStatement = prepare(
  'contest_clarification',
  `SELECT ${COLUMNS} WHERE q.contest_id = $1 AND ${READABLE} AND q.id = $5`,
).rows<Words>();

export type ClarificationRow = Awaited<ReturnType<typeof listStatement>>[number];

/** @param participantId the reader's; null for the jury */
export function toClarification(row: ClarificationRow, participantId: string | null): Clarification {
  return {
    clarificationId: row.id,
    kind: row.kind,
    label: row.label,
    // What somebody else asked is told with an answer to everybody, and not who it was.
    question: row.question,
    answer: row.answer,
    audience: row.audience,
    status: row.answered_at === null ? 'open' : 'answered',
    askedAt: row.asked_at.toISOString(),
    answeredAt: row.answered_at?.toISOString() ?? null,
    own: participantId !== null && row.participant_id === participantId,
    acknowledged: row.acknowledged,
    jury:
      participantId === null
        ? {
            participantId: row.participant_id,
            participant: row.participant,
            claimedBy: row.claimer,
            answeredBy: row.answerer,
            acknowledgements: row.acknowledgements,
          }
        : null,
  };
}
