import type { Page } from 'playwright-core';
import { describe, expect, it } from 'vitest';
import { makeProblem } from '@docket/testing/builders';
import { makeProgramme } from '@docket/testing/programme';
import { openAsMember, setStage, SUM, typeCode, verdictOf } from './support.ts';

const stage = setStage();
const NOT_SENT = 'The server could not be reached';

async function seen(page: Page, state: 'here' | 'offline' | 'away'): Promise<void> {
  await page.locator(`[data-testid="reach"][data-state="${state}"]`).waitFor({ state: 'attached' });
}

async function count(sql: string, id: string): Promise<number> {
  const { rows } = await stage.docket.db.pool.query<{ count: number }>(`SELECT count(*)::int AS count ${sql}`, [id]);
  return rows[0]?.count ?? -1;
}

/** Long enough for whatever had been kept for the network to go out: the live connection and the lists are back. */
async function settle(page: Page): Promise<void> {
  await seen(page, 'here');
  await page.locator('[data-testid="connection"][data-state="live"]').waitFor();
  await page.waitForLoadState('networkidle');
}

describe('without a network', () => {
  it('submitting fails at once and says so, and nothing is submitted when the network is back', async () => {
    const { slug, problemId } = await makeProblem(stage.docket.db);
    const submissions = () => count('FROM submissions WHERE problem_id = $1', problemId);
    const page = await openAsMember(stage);
    await page.goto(`/problems/${slug}`);
    await typeCode(page, SUM);
    await page.context().setOffline(true);
    await seen(page, 'offline');
    await page.getByText('You are offline').waitFor();
    await page.getByRole('button', { name: 'Submit', exact: true }).click();
    await page.getByRole('alert').getByText(NOT_SENT).waitFor();
    await page.context().setOffline(false);
    await settle(page);
    expect(await submissions()).toBe(0);
    await page.getByRole('button', { name: 'Submit', exact: true }).click();
    expect(await verdictOf(page)).toBe('AC');
    expect(await submissions()).toBe(1);
  });

  it('seats are not held later for somebody who asked in vain', async () => {
    const { showId } = await makeProgramme(stage.docket.db);
    const bookings = () => count('FROM bookings WHERE show_id = $1', showId);
    const page = await openAsMember(stage);
    await page.goto(`/shows/${showId}?seats=C4,C5`);
    const hold = page.getByRole('button', { name: /^Hold/ });
    await hold.waitFor();
    await page.context().setOffline(true);
    await seen(page, 'offline');
    await hold.click();
    await page.getByRole('alert').getByText(NOT_SENT).waitFor();
    await page.context().setOffline(false);
    await settle(page);
    expect(await bookings()).toBe(0);
  });
});

describe('without an answer', () => {
  it('the same code submitted again is the same submission', async () => {
    const { slug, problemId } = await makeProblem(stage.docket.db);
    const page = await openAsMember(stage);
    const keys: string[] = [];
    let lost = true;
    await page.route(/\/submissions$/, async (route) => {
      if (route.request().method() !== 'POST') return route.fallback();
      keys.push((await route.request().headerValue('idempotency-key')) ?? '');
      if (!lost) return route.continue();
      // The server gets it, and its answer gets lost.
      await route.fetch();
      return route.abort('connectionreset');
    });
    await page.goto(`/problems/${slug}`);
    await typeCode(page, SUM);
    const submit = page.getByRole('button', { name: 'Submit', exact: true });
    await submit.click();
    await page.getByRole('alert').getByText(NOT_SENT).waitFor();
    lost = false;
    await submit.click();
    expect(await verdictOf(page)).toBe('AC');
    expect(new Set(keys).size).toBe(1);
    expect(keys.length).toBeGreaterThan(1);
    // What is submitted once more after an answer is meant as another one.
    await submit.click();
    await expect.poll(() => count('FROM submissions WHERE problem_id = $1', problemId)).toBe(2);
    expect(new Set(keys).size).toBe(2);
  });

  it('the same code submitted after a reload, or in another tab, is the same submission', async () => {
    const { slug, problemId } = await makeProblem(stage.docket.db);
    const page = await openAsMember(stage);
    let lost = true;
    await page.context().route(/\/submissions$/, async (route) => {
      if (route.request().method() !== 'POST' || !lost) return route.fallback();
      await route.fetch();
      return route.abort('connectionreset');
    });
    await page.goto(`/problems/${slug}`);
    await typeCode(page, SUM);
    await page.getByRole('button', { name: 'Submit', exact: true }).click();
    await page.getByRole('alert').getByText(NOT_SENT).waitFor();
    const tab = await page.context().newPage();
    await Promise.all([page.reload(), tab.goto(`/problems/${slug}`)]);
    lost = false;
    for (const one of [page, tab]) {
      await one.getByRole('button', { name: 'Submit', exact: true }).click();
      expect(await verdictOf(one)).toBe('AC');
      // What is open is over with the first answer: the other tab's is a wish of its own.
      expect(await count('FROM submissions WHERE problem_id = $1', problemId)).toBe(one === page ? 1 : 2);
    }
  });

  it('a bar says that the server is away, until it answers', async () => {
    const page = await stage.openPage();
    await page.goto('/problems');
    await page.getByRole('heading', { level: 1 }).waitFor();
    await page.route(/^(?!.*assets).*\/(shows|cities|livez)/, (route) => route.abort('connectionrefused'));
    await page.getByRole('link', { name: 'What’s on' }).first().click();
    await seen(page, 'away');
    await page.unroute(/^(?!.*assets).*\/(shows|cities|livez)/);
    await seen(page, 'here');
  });
});
