import { buffer } from 'node:stream/consumers';
import { describe, expect, it } from 'vitest';
import { openZipPackage } from '@docket/problem-package/zip';
import { makeUser, testCtx } from '@docket/testing/builders';
import { guest, makeDesk } from '../front-desk/fixtures.ts';
import { forgetStays } from '../front-desk/forget.ts';
import { noteStay } from '../front-desk/notes.ts';
import { makeHouse } from '../hotel/fixtures.ts';
import { reactions } from '../reactions.ts';
import { change } from '../spine/emit.ts';
import { brokenRules, db, setUpDatabase } from '../spine/fixtures.ts';
import { countTripsToCome } from '../trip/count-to-come.ts';
import { bought, held, quoted, read, type Ordered } from '../trip/fixtures.ts';
import { forgetQuotes } from '../trip/forget-quotes.ts';
import { forgetTrips } from '../trip/forget.ts';
import { exportAccount } from './export-account.ts';

setUpDatabase();

const guestOf = async ({ id }: Ordered): Promise<unknown> =>
  (await db.pool.query('SELECT guest_name, guest_phone, requests, status FROM trips WHERE id = $1', [id])).rows[0];

describe('what a house has noted of somebody', () => {
  it('is in the export of that person, and goes with the account, out of the history as well', async () => {
    const desk = await makeDesk(db);
    const [asha, other] = [await guest(desk), await guest(desk)];
    await noteStay(desk.at(), { ...asha, note: 'Snores, says room 102' });
    await noteStay(desk.at(), { ...asha, note: 'Snores' });
    await noteStay(desk.at(), { ...other, note: 'Likes the quiet' });
    const zip = await openZipPackage(await buffer(exportAccount(testCtx(db, asha.user)).stream), { plain: true });
    expect(JSON.parse(Buffer.from(await zip.read('stays.json')).toString())).toMatchObject([
      {
        id: asha.partId,
        note: 'Snores',
        acts: [
          { act: 'noted', detail: 'Snores, says room 102' },
          { act: 'noted', detail: 'Snores' },
        ],
      },
    ]);
    await change(testCtx(db), (tx) => forgetStays(tx, asha.user.userId));
    const { rows } = await db.pool.query<{ note: string | null; details: string[] }>(
      `SELECT s.note, array_agg(a.detail ORDER BY a.at) AS details FROM stays s JOIN stay_acts a ON a.part_id = s.part_id WHERE s.part_id = ANY ($1) GROUP BY s.part_id ORDER BY s.note NULLS FIRST`,
      [[asha.partId, other.partId]],
    );
    expect(rows).toEqual([
      { note: null, details: ['', ''] },
      { note: 'Likes the quiet', details: ['Likes the quiet'] },
    ]);
    expect(await brokenRules(db)).toEqual([]);
  });
});

describe('the trips of an account', () => {
  it('are in its export, with the quotes', async () => {
    const house = await makeHouse(db);
    const user = await makeUser(db);
    const trip = await held(db, [{ house }], user);
    const quoteId = await quoted(db, user, { house });
    await held(db, [{ house }]);
    const zip = await openZipPackage(await buffer(exportAccount(testCtx(db, user)).stream), { plain: true });
    const file = async (name: string): Promise<unknown> => JSON.parse(Buffer.from(await zip.read(name)).toString());
    const { reference } = await read(trip);
    expect(await file('trips.json')).toMatchObject([
      { id: trip.id, reference, guestName: 'Asha Rao', parts: [{ kind: 'stay' }] },
    ]);
    expect(await file('stay-quotes.json')).toMatchObject([
      { id: trip.quoteIds[0] },
      { id: quoteId, property: 'Sea View' },
    ]);
  });

  it('stay without its person when it ends; what was asked and not ordered goes', async () => {
    const house = await makeHouse(db);
    const user = await makeUser(db);
    const mine = await bought(db, [{ house }], user);
    const open = await held(db, [{ house }], user);
    await quoted(db, user, { house });
    expect(await countTripsToCome(testCtx(db), user.userId)).toBe(1);
    await change(testCtx(db), async (tx) => {
      await reactions.users.disabled(tx, user.userId);
      await forgetTrips(tx, user.userId);
    });
    const gone = { guest_name: 'Account deleted', guest_phone: null, requests: null };
    expect([await guestOf(mine), await guestOf(open)]).toEqual([
      { ...gone, status: 'CONFIRMED' },
      { ...gone, status: 'CANCELLED' },
    ]);
    const { rows } = await db.pool.query('SELECT id FROM stay_quotes WHERE user_id = $1 ORDER BY id', [user.userId]);
    expect(rows.map(({ id }: { id: string }) => id)).toEqual([mine.quoteIds[0], open.quoteIds[0]]);
    expect(await brokenRules(db)).toEqual([]);
  });
});

describe('quotes that nobody ordered', () => {
  it('are forgotten a day after their time, and those of trips never', async () => {
    const house = await makeHouse(db);
    const user = await makeUser(db);
    const trip = await held(db, [{ house }], user);
    const [old, late] = [await quoted(db, user, { house }), await quoted(db, user, { house })];
    const age = (id: string | undefined, hours: number) =>
      db.pool.query(
        `UPDATE stay_quotes SET created_at = now() - interval '9 d', expires_at = now() - make_interval(hours => $2) WHERE id = $1`,
        [id, hours],
      );
    await age(old, 25);
    await age(late, 23);
    await age(trip.quoteIds[0], 100);
    expect(await forgetQuotes(testCtx(db))).toBe(false);
    const { rows } = await db.pool.query('SELECT id FROM stay_quotes WHERE user_id = $1 ORDER BY id', [user.userId]);
    expect(rows.map(({ id }: { id: string }) => id)).toEqual([trip.quoteIds[0], late]);
  });
});
