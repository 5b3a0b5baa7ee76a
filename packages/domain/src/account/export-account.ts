import { Readable } from 'node:stream';
import { submissionStatus } from '@docket/contracts/judge/verdict';
import type { Db } from '@docket/db/client';
import { ZipFile } from 'yazl';
import { reasonFor } from '../judge/problem/told-reason.ts';
import { requireUser, type Ctx } from '../spine/ctx.ts';

/** Rows read at a time: an export holds no more of somebody's years in memory. */
const PAGE = 200;

/** A file of the archive: its rows by id, each as an object that a person can read. $1 is the user, $2 the id to go on after, $3 how many. */
type Part = {
  readonly file: string;
  readonly rows: string;
  /** A row as its owner may see it; left out: as it is. */
  readonly seen?: (row: Row) => Row;
};
type Row = { readonly id: string; readonly [column: string]: unknown };

function reasonOf({ reason }: Row): string | null {
  return typeof reason === 'string' ? reason : null;
}

const PARTS: readonly Part[] = [
  {
    file: 'account.json',
    rows: `SELECT u.id, u.username::text, u.email::text, u.email_confirmed_at AS "emailConfirmedAt", u.pending_email::text AS "pendingEmail", u.phone, u.role, u.hidden_parts AS "hiddenParts", u.created_at AS "createdAt" FROM users u
            WHERE u.id = $1 AND ($2::uuid IS NULL OR u.id > $2) LIMIT $3`,
  },
  {
    file: 'sessions.json',
    rows: `SELECT s.id, s.created_at AS "createdAt", s.expires_at AS "expiresAt", s.revoked_at AS "endedAt", s.seen_at AS "seenAt",
                  s.user_agent AS "userAgent", s.address, s.way, s.confirmed_at AS "confirmedAt" FROM sessions s
            WHERE s.user_id = $1 AND ($2::uuid IS NULL OR s.id > $2) ORDER BY s.id LIMIT $3`,
  },
  {
    file: 'passkeys.json',
    rows: `SELECT p.id, p.name, encode(p.credential_id, 'base64') AS "credentialId", p.transports, p.backed_up AS "backedUp", p.created_at AS "createdAt", p.used_at AS "usedAt"
             FROM passkeys p WHERE p.user_id = $1 AND ($2::uuid IS NULL OR p.id > $2) ORDER BY p.id LIMIT $3`,
  },
  {
    file: 'login-links.json',
    rows: `SELECT l.id, l.issuer, l.subject, l.email, l.created_at AS "createdAt", l.used_at AS "usedAt"
             FROM login_links l WHERE l.user_id = $1 AND ($2::uuid IS NULL OR l.id > $2) ORDER BY l.id LIMIT $3`,
  },
  {
    file: 'api-tokens.json',
    rows: `SELECT t.id, t.name, t.hint, t.scopes, t.created_at AS "createdAt", t.expires_at AS "expiresAt", t.revoked_at AS "revokedAt", t.seen_at AS "seenAt",
                  (SELECT jsonb_agg(jsonb_build_object('taskId', c.task_id, 'kind', c.kind, 'url', c.url, 'status', c.status, 'createdAt', c.created_at) ORDER BY c.created_at)
                     FROM judge_callbacks c WHERE c.token_id = t.id) AS callbacks
             FROM api_tokens t WHERE t.user_id = $1 AND ($2::uuid IS NULL OR t.id > $2) ORDER BY t.id LIMIT $3`,
  },
  {
    file: 'solved.json',
    rows: `SELECT p.id, p.slug, p.title, u.state, u.solved_at AS "solvedAt" FROM user_problems u JOIN problems p ON p.id = u.problem_id
            WHERE u.user_id = $1 AND ($2::uuid IS NULL OR p.id > $2) ORDER BY p.id LIMIT $3`,
  },
  {
    file: 'submissions.json',
    rows: `SELECT s.id, p.slug AS problem, s.problem_version AS "problemVersion", s.language, s.files, s.status, s.reason, s.cpu_ms AS "cpuMs",
                  s.memory_bytes::float8 AS "memoryBytes", s.submitted_at AS "submittedAt", s.finished_at AS "finishedAt"
             FROM submissions s JOIN problems p ON p.id = s.problem_id
            WHERE s.user_id = $1 AND ($2::uuid IS NULL OR s.id > $2) ORDER BY s.id LIMIT $3`,
    seen: (row) => ({ ...row, reason: reasonFor(submissionStatus.parse(row['status']), reasonOf(row)) }),
  },
  {
    file: 'runs.json',
    rows: `SELECT r.id, r.problem_id AS "problemId", r.language, r.files, r.inputs, r.status, r.created_at AS "createdAt" FROM runs r
            WHERE r.user_id = $1 AND ($2::uuid IS NULL OR r.id > $2) ORDER BY r.id LIMIT $3`,
  },
  {
    file: 'drafts.json',
    rows: `SELECT p.id, p.slug AS problem, jsonb_agg(jsonb_build_object('language', d.language, 'files', d.files, 'updatedAt', d.updated_at) ORDER BY d.language) AS drafts
             FROM drafts d JOIN problems p ON p.id = d.problem_id
            WHERE d.user_id = $1 AND ($2::uuid IS NULL OR p.id > $2) GROUP BY p.id ORDER BY p.id LIMIT $3`,
  },
  {
    file: 'bookings.json',
    rows: `SELECT b.id, t.name AS title, s.starts_at AS "startsAt", b.labels AS seats, b.status, b.price_minor::float8 AS "priceMinor", b.currency,
                  b.created_at AS "createdAt", b.updated_at AS "updatedAt"
             FROM bookings b JOIN shows s ON s.id = b.show_id JOIN titles t ON t.id = s.title_id
            WHERE b.user_id = $1 AND ($2::uuid IS NULL OR b.id > $2) ORDER BY b.id LIMIT $3`,
  },
  {
    file: 'trips.json',
    rows: `SELECT t.id, t.reference, t.status, t.guest_name AS "guestName", t.guest_phone AS "guestPhone", t.requests, t.total_minor::float8 AS "totalMinor", t.currency,
                  t.refund_minor::float8 AS "refundMinor", t.starts_at AS "startsAt", t.ends_at AS "endsAt", t.created_at AS "createdAt", t.updated_at AS "updatedAt",
                  (SELECT jsonb_agg(p.detail ORDER BY p.position) FROM trip_parts p WHERE p.trip_id = t.id) AS parts
             FROM trips t WHERE t.user_id = $1 AND ($2::uuid IS NULL OR t.id > $2) ORDER BY t.id LIMIT $3`,
  },
  {
    // What the houses wrote down of their stays; by whom is the house's.
    file: 'stays.json',
    rows: `SELECT s.part_id AS id, s.trip_id AS "tripId", p.name AS property, s.arrival::text AS arrival, s.departure::text AS departure, s.state, s.note,
                  s.checked_in_at AS "checkedInAt", s.checked_out_at AS "checkedOutAt",
                  (SELECT jsonb_agg(jsonb_build_object('act', a.act, 'detail', a.detail, 'at', a.at) ORDER BY a.at) FROM stay_acts a WHERE a.part_id = s.part_id) AS acts
             FROM stays s JOIN trips t ON t.id = s.trip_id JOIN properties p ON p.id = s.property_id
            WHERE t.user_id = $1 AND ($2::uuid IS NULL OR s.part_id > $2) ORDER BY s.part_id LIMIT $3`,
  },
  {
    file: 'stay-quotes.json',
    rows: `SELECT q.id, p.name AS property, q.arrival::text AS arrival, q.departure::text AS departure, q.rooms, q.adults, q.child_ages AS "childAges", q.price,
                  q.created_at AS "createdAt", q.expires_at AS "expiresAt" FROM stay_quotes q JOIN properties p ON p.id = q.property_id
            WHERE q.user_id = $1 AND ($2::uuid IS NULL OR q.id > $2) ORDER BY q.id LIMIT $3`,
  },
  {
    file: 'flight-quotes.json',
    rows: `SELECT q.id, q.cabin, q.family ->> 'name' AS family, q.directions, q.passengers, q.price, q.created_at AS "createdAt", q.expires_at AS "expiresAt" FROM flight_quotes q
            WHERE q.user_id = $1 AND ($2::uuid IS NULL OR q.id > $2) ORDER BY q.id LIMIT $3`,
  },
  {
    file: 'payments.json',
    rows: `SELECT p.id, p.kind, p.subject_id AS "subjectId", p.status, p.amount_minor::float8 AS "amountMinor", p.fee_minor::float8 AS "feeMinor",
                  p.refunded_minor::float8 AS "refundedMinor", p.currency, p.note, p.created_at AS "createdAt",
                  (SELECT jsonb_agg(jsonb_build_object('provider', a.provider, 'method', a.method, 'status', a.status, 'createdAt', a.created_at) ORDER BY a.id)
                     FROM payment_attempts a WHERE a.payment_id = p.id) AS attempts,
                  (SELECT jsonb_agg(jsonb_build_object('amountMinor', r.amount_minor, 'reason', r.reason, 'status', r.status, 'createdAt', r.created_at) ORDER BY r.id)
                     FROM refunds r WHERE r.payment_id = p.id) AS refunds
             FROM payments p WHERE p.user_id = $1 AND ($2::uuid IS NULL OR p.id > $2) ORDER BY p.id LIMIT $3`,
  },
  {
    // What providers said of their money, as it came; the calls about others are not theirs.
    file: 'provider-events.json',
    rows: `SELECT i.id, i.provider, i.type, i.reference, i.status, convert_from(i.body, 'UTF8') AS body, i.received_at AS "receivedAt" FROM inbox_events i
            WHERE i.reference IN (
                    SELECT a.id::text FROM payment_attempts a JOIN payments p ON p.id = a.payment_id WHERE p.user_id = $1
                    UNION ALL
                    -- Each order of a refund has a reference of its own.
                    SELECT r.id || CASE n WHEN 0 THEN '' ELSE ':' || n END FROM refunds r JOIN payments p ON p.id = r.payment_id, generate_series(0, r.tries) n WHERE p.user_id = $1
                    UNION ALL
                    SELECT w.id::text FROM withdrawals w WHERE w.user_id = $1)
              AND ($2::uuid IS NULL OR i.id > $2) ORDER BY i.id LIMIT $3`,
  },
  {
    file: 'tickets.json',
    rows: `SELECT t.id, t.number, t.booking_id AS "bookingId", t.label AS seat, t.zone, t.created_at AS "createdAt", t.voided_at AS "voidedAt"
             FROM tickets t WHERE t.user_id = $1 AND ($2::uuid IS NULL OR t.id > $2) ORDER BY t.id LIMIT $3`,
  },
  {
    file: 'waiting-list.json',
    rows: `SELECT w.id, w.show_id AS "showId", w.quantity, w.zone, w.status, w.created_at AS "createdAt" FROM waiting_list w
            WHERE w.user_id = $1 AND ($2::uuid IS NULL OR w.id > $2) ORDER BY w.id LIMIT $3`,
  },
  {
    file: 'waiting-room.json',
    rows: `SELECT r.id, r.show_id AS "showId", r.status, r.place, r.joined_at AS "joinedAt" FROM room_entries r
            WHERE r.user_id = $1 AND ($2::uuid IS NULL OR r.id > $2) ORDER BY r.id LIMIT $3`,
  },
  {
    file: 'wallet.json',
    rows: `SELECT t.id, t.kind, e.side, e.amount::float8 AS "amountMinor", e.currency, e.pending, e.created_at AS "createdAt"
             FROM ledger_entries e JOIN ledger_accounts a ON a.id = e.account_id JOIN ledger_transfers t ON t.id = e.transfer_id
            WHERE a.role = 'customer_wallet' AND a.owner = $1::text AND ($2::uuid IS NULL OR t.id > $2) ORDER BY t.id LIMIT $3`,
  },
  {
    file: 'withdrawals.json',
    rows: `SELECT w.id, w.amount::float8 AS "amountMinor", w.currency, w.destination, w.status, w.created_at AS "createdAt", w.updated_at AS "updatedAt"
             FROM withdrawals w WHERE w.user_id = $1 AND ($2::uuid IS NULL OR w.id > $2) ORDER BY w.id LIMIT $3`,
  },
  {
    file: 'notifications.json',
    rows: `SELECT n.id, n.kind, n.data, n.created_at AS "createdAt", n.read_at AS "readAt" FROM notifications n
            WHERE n.user_id = $1 AND ($2::uuid IS NULL OR n.id > $2) ORDER BY n.id LIMIT $3`,
  },
  {
    file: 'devices.json',
    rows: `SELECT d.id, d.user_agent AS "userAgent", d.created_at AS "turnedOnAt", d.pushed_at AS "pushedAt" FROM push_devices d
            WHERE d.user_id = $1 AND ($2::uuid IS NULL OR d.id > $2) ORDER BY d.id LIMIT $3`,
  },
  {
    file: 'contests.json',
    rows: `SELECT c.id, c.slug, c.title, p.name, p.kind, p.institution, p.room, p.seat, p.extra_percent AS "extraPercent", p.status, m.joined_at AS "joinedAt"
             FROM contest_members m JOIN contest_participants p ON p.id = m.participant_id JOIN contests c ON c.id = m.contest_id
            WHERE m.user_id = $1 AND c.visibility <> 'DRAFT' AND ($2::uuid IS NULL OR c.id > $2) ORDER BY c.id LIMIT $3`,
  },
  {
    file: 'ratings.json',
    rows: `SELECT c.id, c.slug, c.title, r.ended_at AS "endedAt", h.place, h.before, h.after, h.performance
             FROM rating_changes h JOIN contest_ratings r ON r.contest_id = h.contest_id JOIN contests c ON c.id = h.contest_id
            WHERE h.user_id = $1 AND ($2::uuid IS NULL OR c.id > $2) ORDER BY c.id LIMIT $3`,
  },
  {
    file: 'contest-questions.json',
    rows: `SELECT q.id, q.contest_id AS "contestId", q.question, q.answer, q.asked_at AS "askedAt" FROM contest_clarifications q
            WHERE q.asked_by = $1 AND ($2::uuid IS NULL OR q.id > $2) ORDER BY q.id LIMIT $3`,
  },
  {
    file: 'contest-prints.json',
    rows: `SELECT b.id, b.contest_id AS "contestId", b.name, b.content, b.at FROM contest_prints b
            WHERE b.user_id = $1 AND ($2::uuid IS NULL OR b.id > $2) ORDER BY b.id LIMIT $3`,
  },
  {
    file: 'courses.json',
    rows: `SELECT t.id, c.slug, c.title, t.name, t.group_name AS "group", t.created_at AS "onRosterSince", t.removed_at AS "removedAt",
                  (SELECT jsonb_agg(jsonb_build_object('assignment', k.title, 'points', g.points, 'excused', g.excused, 'reason', g.reason, 'at', g.at) ORDER BY g.at)
                     FROM course_grades g JOIN contests k ON k.id = g.assignment_id WHERE g.student_id = t.id AND k.visibility <> 'DRAFT') AS "gradesGiven"
             FROM course_students t JOIN courses c ON c.id = t.course_id
            WHERE t.user_id = $1 AND ($2::uuid IS NULL OR t.id > $2) ORDER BY t.id LIMIT $3`,
  },
  {
    file: 'courses-taught.json',
    rows: `SELECT c.id, c.slug, c.title, f.role FROM course_staff f JOIN courses c ON c.id = f.course_id
            WHERE f.user_id = $1 AND ($2::uuid IS NULL OR c.id > $2) ORDER BY c.id LIMIT $3`,
  },
  {
    file: 'notes.json',
    rows: `SELECT p.id, p.slug AS problem, n.text, n.updated_at AS "updatedAt" FROM practice_notes n JOIN problems p ON p.id = n.problem_id
            WHERE n.user_id = $1 AND ($2::uuid IS NULL OR p.id > $2) ORDER BY p.id LIMIT $3`,
  },
  {
    file: 'favourites.json',
    rows: `SELECT p.id, p.slug AS problem, f.at FROM practice_favourites f JOIN problems p ON p.id = f.problem_id
            WHERE f.user_id = $1 AND ($2::uuid IS NULL OR p.id > $2) ORDER BY p.id LIMIT $3`,
  },
  {
    file: 'study-lists.json',
    rows: `SELECT l.id, l.title, l.description, l.created_at AS "createdAt",
                  (SELECT jsonb_agg(p.slug ORDER BY e.ordinal) FROM study_list_problems e JOIN problems p ON p.id = e.problem_id WHERE e.list_id = l.id) AS problems
             FROM study_lists l WHERE l.owner_id = $1 AND ($2::uuid IS NULL OR l.id > $2) ORDER BY l.id LIMIT $3`,
  },
  {
    file: 'discussion.json',
    rows: `SELECT d.id, p.slug AS problem, d.kind, d.title, d.text, d.created_at AS "createdAt", d.edited_at AS "editedAt"
             FROM discussion_posts d JOIN problems p ON p.id = d.problem_id
            WHERE d.author_id = $1 AND d.deleted_at IS NULL AND ($2::uuid IS NULL OR d.id > $2) ORDER BY d.id LIMIT $3`,
  },
  {
    file: 'reports.json',
    rows: `SELECT r.post_id AS id, r.reason, r.note, r.at FROM discussion_reports r
            WHERE r.user_id = $1 AND ($2::uuid IS NULL OR r.post_id > $2) ORDER BY r.post_id LIMIT $3`,
  },
  {
    file: 'problems-set.json',
    rows: `SELECT DISTINCT ON (p.id) p.id, p.slug, p.title, p.status, v.created_at AS "importedAt"
             FROM problem_versions v JOIN problems p ON p.id = v.problem_id
            WHERE v.imported_by_id = $1 AND ($2::uuid IS NULL OR p.id > $2) ORDER BY p.id, v.version LIMIT $3`,
  },
];

/**
 * All that is kept of the caller, as a zip archive of JSON files that is written while it is read: memory stays what one page of rows takes, and a
 * reader who goes away ends the reading.
 * @throws DocketError `unauthenticated`
 */
export function exportAccount(ctx: Ctx): { readonly name: string; readonly stream: Readable } {
  const { userId, username } = requireUser(ctx);
  const zip = new ZipFile();
  const stream = Readable.from(zip.outputStream);
  for (const part of PARTS) {
    // Opened one after the other, each when the one before is written.
    zip.addReadStreamLazy(part.file, { mtime: ctx.clock.now() }, (give) => {
      const rows = Readable.from(jsonOf(ctx.db, part, userId));
      rows.once('error', (error) => stream.destroy(error));
      const end = () => void rows.destroy();
      stream.once('close', end);
      rows.once('close', () => stream.off('close', end));
      give(null, rows);
    });
  }
  zip.end();
  return { name: `docket-${username}-${ctx.clock.now().toISOString().slice(0, 10)}.zip`, stream };
}

/** An array, a row a line. */
async function* jsonOf(db: Db, { rows: text, seen = (row) => row }: Part, userId: string): AsyncGenerator<string> {
  yield '[';
  let after: string | null = null;
  for (;;) {
    const { rows }: { rows: Row[] } = await db.pool.query<Row>(text, [userId, after, PAGE]);
    for (const row of rows) {
      yield `${after === null ? '' : ','}\n${JSON.stringify(seen(row))}`;
      after = row.id;
    }
    if (rows.length < PAGE) break;
  }
  yield '\n]\n';
}
