import { prepare } from '@docket/db/statement';
import { LRUCache } from 'lru-cache';
import type { Ctx } from '../spine/ctx.ts';
import { perDb, TtlCache } from '../spine/ttl-cache.ts';
import type { CcsView } from './view.ts';

type Account = { userId: string; username: string };

const peopleStatement = prepare(
  'ccs_people',
  `SELECT p.id, p.name, p.institution, p.official, p.hidden, p.status,
          (SELECT coalesce(jsonb_agg(jsonb_build_object('userId', u.id, 'username', u.username) ORDER BY m.joined_at, u.id), '[]'::jsonb)
             FROM contest_members m JOIN users u ON u.id = m.user_id WHERE m.participant_id = p.id) AS members
     FROM contest_participants p
    WHERE p.contest_id = $1 AND p.kind <> 'virtual' AND p.status IN ('registered', 'disqualified') ORDER BY p.created_at, p.id`,
).rows<{ status: 'registered' | 'disqualified'; members: Account[] }>();
const juryStatement = prepare(
  'ccs_jury',
  `SELECT u.id AS "userId", u.username::text AS username FROM judge_scope_staff f JOIN users u ON u.id = f.user_id WHERE f.scope_id = $1 ORDER BY u.username`,
).rows<Account>();

/** Whoever has a row of the contest's board. */
export type CcsParticipant = Awaited<ReturnType<typeof peopleStatement>>[number];
export type CcsPeople = { readonly participants: readonly CcsParticipant[]; readonly jury: readonly Account[] };

const HELD = 50;
const cache = perDb(() => new TtlCache<CcsPeople>({ ttlMs: 400, max: HELD }));
const last = perDb(() => new LRUCache<string, { readonly text: string; readonly people: CcsPeople }>({ max: HELD }));

/**
 * Who takes part and who is in the jury, as of less than half a second ago: readers of a contest ask for it together. As long as nothing is another it is the
 * same object, so that what is made of it is made once.
 */
export function peopleOf(ctx: Pick<Ctx, 'db'>, contestId: string): Promise<CcsPeople> {
  return cache(ctx.db).get(contestId, async () => {
    const people = {
      participants: await peopleStatement(ctx.db.pool, [contestId]),
      jury: await juryStatement(ctx.db.pool, [contestId]),
    };
    const text = JSON.stringify(people);
    const before = last(ctx.db).get(contestId);
    if (before?.text === text) return before.people;
    last(ctx.db).set(contestId, { text, people });
    return people;
  });
}

type Seen = { readonly people: CcsPeople; readonly view: CcsView };

/** A list that is made of people alone, once for all who see the same of them: everybody, the jury, and who is hidden from all but themselves. */
export function perPeople<T>(make: (source: Seen) => T[]): (source: Seen) => T[] {
  const made = new WeakMap<CcsPeople, Map<string, T[]>>();
  return ({ people, view }) => {
    const known = made.get(people) ?? new Map<string, T[]>();
    made.set(people, known);
    const isHidden = view.kind === 'team' && people.participants.some(({ id, hidden }) => hidden && id === view.team);
    const key = view.kind === 'team' ? (isHidden ? view.team : 'public') : view.kind;
    const list = known.get(key) ?? make({ people, view });
    known.set(key, list);
    return list;
  };
}
