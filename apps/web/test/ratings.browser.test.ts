import { actOnContest } from '@docket/contracts/http/contest-jury';
import { RATING_FOLD_ID } from '@docket/contracts/events/rating';
import { getContest } from '@docket/contracts/http/contest';
import { newId } from '@docket/runtime/id';
import type { Page } from 'playwright-core';
import { describe, expect, it } from 'vitest';
import { inSeconds, join, makeContest, register, type Person } from './contest-stage.ts';
import { misfitsAtAllWidths } from './page-fit.ts';
import { findings, isMarked, markPage, setStage, SUM } from './support.ts';

const stage = setStage();

async function openAs(person?: Person, look?: Parameters<typeof stage.openPage>[0]): Promise<Page> {
  const page = await stage.openPage(look);
  if (person !== undefined)
    await page.addInitScript(
      (stored) => localStorage.setItem('docket.session', stored),
      JSON.stringify(person.session),
    );
  return page;
}

/** A contest of before, made final with these results, best first: as if it had been played. */
async function past(jury: Person, title: string, people: readonly Person[], daysAgo: number): Promise<void> {
  const { pool } = stage.docket.db;
  const { contestId } = await makeContest(stage, jury, [], { title, rated: true });
  await pool.query(
    `UPDATE judge_scopes SET open_at = now() - make_interval(days => $2, hours => 2), close_at = now() - make_interval(days => $2),
            over_at = now() - make_interval(days => $2), told_at = now() WHERE id = $1`,
    [contestId, daysAgo],
  );
  await pool.query('UPDATE contests SET finalised_at = now() WHERE id = $1', [contestId]);
  const results = people.map(({ session }, at) => ({ player: session.userId, place: at + 1 }));
  await pool.query(
    'INSERT INTO contest_ratings (contest_id, ended_at, results) SELECT s.id, s.close_at, $2 FROM judge_scopes s WHERE s.id = $1',
    [contestId, JSON.stringify(results)],
  );
}

describe('ratings', () => {
  it(
    'are shown before a contest is final and after it, on standings, profiles and in their list',
    { timeout: 180_000 },
    async () => {
      const unique = newId().slice(-8);
      const [jury, ada, bo, cy] = await Promise.all([
        join(stage, `judge-${unique}`, 'setter'),
        join(stage, `adele-${unique}`),
        join(stage, `boris-${unique}`),
        join(stage, `cyril-${unique}`),
      ]);
      const orders = [
        [bo, ada, cy],
        [cy, ada, bo],
        [ada, bo, cy],
        [ada, cy, bo],
        [bo, cy, ada],
      ];
      for (const [at, people] of orders.entries()) await past(jury, `Winter round ${at + 1}`, people, 100 - at * 17);
      await stage.docket.db.pool.query(
        `INSERT INTO rating_fold (id, stale_at, stale_contest_id, since)
       SELECT $1, r.ended_at, r.contest_id, now() FROM contest_ratings r ORDER BY r.ended_at, r.contest_id LIMIT 1
       ON CONFLICT (id) DO UPDATE SET stale_at = excluded.stale_at, stale_contest_id = excluded.stale_contest_id, since = excluded.since`,
        [RATING_FOLD_ID],
      );
      const contest = await makeContest(stage, jury, ['Sum', 'Another sum'], { title: 'Spring round', rated: true });
      const home = `/contests/${contest.slug}`;
      for (const person of [ada, bo]) await register(person, contest.slug);
      const submit = (person: Person, code: string) =>
        person.docket.submit({
          problemId: contest.problems[0]?.problemId ?? '',
          language: 'python3',
          code,
          contestId: contest.contestId,
        });
      await submit(ada, SUM);
      await submit(bo, 'print(0)');

      // Provisional on the standings, for whoever watches.
      const spectator = await openAs(undefined, { width: 1440, height: 900 });
      await spectator.goto(`${home}/board`);
      const row = (page: Page, { username }: Person) =>
        page.locator(`[data-testid=board-row][data-name="${username}"]`);
      await expect.poll(() => row(spectator, ada).textContent(), { timeout: 30_000 }).toMatch(/new \d+|[+−±]\d+/);
      await spectator.getByText('if they stayed as they are').waitFor();
      expect(await findings(spectator)).toEqual([]);
      const profile = await openAs(undefined, { width: 1440, height: 900 });
      await profile.goto(`/profile/${ada.username}`);
      await profile.getByRole('heading', { name: 'Activity' }).waitFor();
      // Nothing of the contest while it runs.
      expect(await profile.getByText('Spring round').count()).toBe(0);
      await markPage(profile);

      await jury.docket.call(actOnContest, { params: { id: contest.slug }, body: { act: 'end', at: inSeconds(1) } });
      await expect
        .poll(async () => (await jury.docket.call(getContest, { params: { id: contest.slug } })).phase, {
          timeout: 20_000,
        })
        .toBe('over');
      await jury.docket.call(actOnContest, { params: { id: contest.slug }, body: { act: 'finalise' } });
      // The profile that is open has it, without a reload; contests of before came with the same fold.
      await profile.getByTestId('rated-contest').getByText('Spring round').waitFor({ timeout: 30_000 });
      expect(await isMarked(profile)).toBe(true);
      await spectator.getByText('if they stayed as they are').waitFor({ state: 'detached', timeout: 30_000 });

      // The plot by keyboard, and as a table.
      const plot = profile.getByRole('slider', { name: 'Contest' });
      await plot.focus();
      await profile.keyboard.press('ArrowLeft');
      await profile.getByTestId('rated-contest').getByText('Winter round 5').waitFor();
      await profile.keyboard.press('Home');
      await profile.getByTestId('rated-contest').getByText('Winter round 1').waitFor();
      expect(await plot.getAttribute('aria-valuetext')).toContain('place 2 of 3');
      await profile.keyboard.press('End');
      expect(await findings(profile)).toEqual([]);
      expect(await misfitsAtAllWidths(profile)).toEqual([]);

      // The list, with one's own place in the distribution.
      const own = await openAs(ada);
      await own.goto(`/ratings?q=adele-${unique}`);
      await own
        .getByText(/You: \d+, rank \d+/)
        .first()
        .waitFor();
      await own.getByRole('list', { name: 'Ratings' }).getByRole('link', { name: ada.username }).waitFor();
      expect(await findings(own)).toEqual([]);
      expect(await misfitsAtAllWidths(own)).toEqual([]);

      // What is kept to oneself is gone for others, and there for oneself.
      await own.goto('/profile');
      await own.getByRole('checkbox', { name: /^Rating/ }).click();
      await own.getByText('All ratings · Only you see this').waitFor();
      await profile.reload();
      await profile.getByRole('heading', { name: 'Activity' }).waitFor();
      expect(await profile.getByRole('heading', { name: 'Rating', exact: true }).count()).toBe(0);
      expect(await findings(own)).toEqual([]);
    },
  );
});
