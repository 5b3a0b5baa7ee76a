import { getContest } from '@docket/contracts/http/contest';
import { actOnContest } from '@docket/contracts/http/contest-jury';
import { newId } from '@docket/runtime/id';
import type { Locator, Page } from 'playwright-core';
import { describe, expect, it } from 'vitest';
import { inSeconds, join, makeContest, register, type Person } from './contest-stage.ts';
import { Noise } from './noise.ts';
import { findings, isMarked, markPage, setStage, SUM, typeCode, verdictOf } from './support.ts';

const stage = setStage();
const WRONG = SUM.replace('+', '-');

/** Somebody's browser; of nobody in particular without a person. */
async function openAs(person?: Person, look?: Parameters<typeof stage.openPage>[0]): Promise<Page> {
  const page = await stage.openPage(look);
  if (person !== undefined)
    await page.addInitScript(
      (stored) => localStorage.setItem('docket.session', stored),
      JSON.stringify(person.session),
    );
  return page;
}

/** Hands a program in at the workbench that is open. */
async function handIn(page: Page, code: string): Promise<string | null> {
  const tab = page.getByRole('tab', { name: 'Code', exact: true });
  if (await tab.isVisible()) await tab.click();
  await typeCode(page, code);
  await page.keyboard.press('Control+Enter');
  await page.waitForURL(/submission=/);
  return verdictOf(page);
}

const cellOf = (page: Page, name: string, label: string): Locator =>
  page.locator(`[data-testid=board-row][data-name="${name}"]`).getByTestId(`cell-${label}`);
const until = (cell: Locator, state: string) =>
  expect.poll(() => cell.getAttribute('data-state'), { timeout: 20_000 }).toBe(state);

/** Presses a button of the jury, and the one of its question. */
async function act(page: Page, button: string, confirm: string): Promise<void> {
  await page.getByRole('button', { name: button, exact: true }).click();
  await page.getByRole('dialog').getByRole('button', { name: confirm, exact: true }).click();
  await page.getByRole('dialog').waitFor({ state: 'detached' });
}

describe('a contest', () => {
  it('is held: register, start, solve, ask, freeze, resolve, end', { timeout: 180_000 }, async () => {
    const unique = newId().slice(-8);
    const [jury, ada, bo, cy] = await Promise.all([
      join(stage, `jury-${unique}`, 'setter'),
      join(stage, `ada-${unique}`),
      join(stage, `bo-${unique}`),
      join(stage, `cy-${unique}`),
    ]);
    const contest = await makeContest(stage, jury, ['Sum', 'Another sum'], { startsAt: inSeconds(14) });
    const home = `/contests/${contest.slug}`;
    await register(cy, contest.slug);
    const [atDesk, desktop, phone, third, spectator] = await Promise.all([
      openAs(jury),
      openAs(ada),
      openAs(bo, { width: 390, height: 844, touch: true }),
      openAs(cy),
      openAs(),
    ]);

    // Two register, and wait for the start; the page turns over by itself.
    await Promise.all(
      [desktop, phone].map(async (page) => {
        await page.goto(home);
        await page.getByRole('button', { name: 'Register', exact: true }).click();
        await page.getByText('You are registered').waitFor();
        await markPage(page);
      }),
    );
    await spectator.goto(`${home}/board`);
    await third.goto(`${home}/clarifications`);
    for (const page of [desktop, phone]) {
      await page.getByTestId('problems-open').waitFor();
      expect(await isMarked(page)).toBe(true);
    }

    // One solves, one fails; whoever watches sees both, without a login and without a reload.
    await Promise.all(
      [desktop, phone].map(async (page) => {
        await page.getByRole('link', { name: 'Go to the problems' }).click();
        await page.getByRole('link', { name: 'A: Sum' }).click();
      }),
    );
    expect(await handIn(desktop, SUM)).toBe('AC');
    expect(await handIn(phone, WRONG)).toBe('WA');
    await until(cellOf(spectator, ada.username, 'A'), 'solved');
    await until(cellOf(spectator, bo.username, 'A'), 'wrong');
    await expect.poll(() => desktop.getByTestId('own-place').textContent(), { timeout: 20_000 }).toContain('Place 1');

    // A question, and its answer to everybody, live.
    await third.getByLabel('Question', { exact: true }).fill('May a be negative?');
    await third.getByRole('button', { name: 'Ask', exact: true }).click();
    await atDesk.goto(`${home}/clarifications`);
    await atDesk.getByRole('button', { name: 'Answer', exact: true }).click();
    await atDesk.getByRole('textbox', { name: 'Answer' }).fill('It may.');
    await atDesk.getByText('Everybody', { exact: true }).click();
    await atDesk.getByRole('button', { name: 'Send the answer' }).click();
    await third.getByText('It may.').waitFor();
    await phone.getByRole('link', { name: /Clarifications.*1 new/ }).waitFor();

    // In the freeze the public sees that there was a try; the jury and who made it see how it ended.
    await atDesk.goto(`${home}/jury`);
    await act(atDesk, 'Freeze now', 'Freeze the standings');
    await spectator.getByText(/Frozen at/).waitFor();
    expect(await handIn(phone, SUM)).toBe('AC');
    await until(cellOf(spectator, bo.username, 'A'), 'pending');
    await atDesk.goto(`${home}/board?view=jury`);
    await until(cellOf(atDesk, bo.username, 'A'), 'solved');
    await until(cellOf(spectator, bo.username, 'A'), 'pending');

    // The end, and the ceremony by keyboard.
    await jury.docket.call(actOnContest, { params: { id: contest.slug }, body: { act: 'end', at: inSeconds(1) } });
    await atDesk.goto(`${home}/resolver`);
    await until(cellOf(atDesk, bo.username, 'A'), 'pending');
    await atDesk.keyboard.press('Space');
    await atDesk.keyboard.press('Space');
    await until(cellOf(atDesk, bo.username, 'A'), 'solved');
    await atDesk.keyboard.press('Home');
    await until(cellOf(atDesk, bo.username, 'A'), 'pending');
    await atDesk.keyboard.press('End');
    await atDesk.getByText('These are the results.').waitFor();

    // Thawed and final for everybody, once it is over.
    const phase = async () => (await jury.docket.call(getContest, { params: { id: contest.slug } })).phase;
    await expect.poll(phase).toBe('over');
    await atDesk.goto(`${home}/jury`);
    await act(atDesk, 'Thaw', 'Thaw the standings');
    await until(cellOf(spectator, bo.username, 'A'), 'solved');
    await act(atDesk, 'Finalise', 'Finalise the results');
    await spectator.getByText('Final', { exact: true }).waitFor();
    await atDesk.goto(`${home}/jury/audit`);
    await atDesk.getByTestId('audit').nth(6).waitFor();
    expect(await atDesk.getByText('thawed the standings').count()).toBe(1);
  });

  it('has pages that everybody can use', { timeout: 180_000 }, async () => {
    const unique = newId().slice(-8);
    const [jury, ada] = await Promise.all([join(stage, `desk-${unique}`, 'setter'), join(stage, `eve-${unique}`)]);
    const contest = await makeContest(stage, jury, ['Sum', 'Another sum']);
    await register(ada, contest.slug);
    const home = `/contests/${contest.slug}`;
    const found: string[] = [];
    const look = async (page: Page, addresses: readonly string[]) => {
      const noise = new Noise(page);
      for (const address of addresses) {
        await page.goto(address);
        await page.getByRole('heading', { level: 1 }).first().waitFor({ state: 'attached' });
        await page.waitForLoadState('networkidle');
        found.push(...(await findings(page)).map((finding) => `${address} ${finding}`));
      }
      found.push(...noise.take());
    };
    await look(await openAs(ada), [home, `${home}/board`, `${home}/submissions`, `${home}/clarifications`]);
    await look(await openAs(jury), [`${home}/jury`, `${home}/jury/problems`, `${home}/resolver`]);
    expect(found).toEqual([]);
  });
});
