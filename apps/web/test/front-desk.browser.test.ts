import { guest, numberRooms } from '@docket/testing/desk';
import { inDays, makeHouse, type House } from '@docket/testing/house';
import { testCtx } from '@docket/testing/builders';
import { newId } from '@docket/runtime/id';
import type { Page } from 'playwright-core';
import { describe, expect, it } from 'vitest';
import { findings, logIn, setStage, signUp } from './support.ts';

const stage = setStage();

/** A zone in which it is about noon, so that no day ends while a test runs. */
const NOON = (() => {
  const ahead = 12 - new Date().getUTCHours();
  // These names count against the clock.
  return ahead === 0 ? 'Etc/GMT' : `Etc/GMT${ahead > 0 ? '-' : '+'}${Math.abs(ahead)}`;
})();

/** The day that it is there, as tests count days. */
const TODAY = (() => {
  const there = new Intl.DateTimeFormat('sv-SE', { timeZone: NOON, dateStyle: 'short' }).format(new Date());
  return Math.round((Date.parse(there) - Date.parse(inDays(0))) / 86_400_000);
})();

async function makeDesk(options: Parameters<typeof makeHouse>[1], numbers: string): Promise<House> {
  const { db } = stage.docket;
  const house = await makeHouse(db, { timezone: NOON, name: `House ${newId().slice(-6)}`, ...options });
  await numberRooms(testCtx(db), house, numbers);
  return house;
}

/** Somebody at the desk. */
async function openDesk(house: House, look?: Parameters<typeof stage.openPage>[0]): Promise<Page> {
  const username = await signUp(await stage.openPage());
  await stage.docket.db.pool.query(`UPDATE users SET role = 'manager' WHERE username = $1`, [username]);
  const page = await stage.openPage(look);
  await logIn(page, username, 'correct horse battery');
  await page.goto(`/venue/stays/${house.slug}/desk`);
  await page.getByTestId('figures').waitFor();
  return page;
}

const stayOf = (page: Page, name: string) => page.getByTestId('stay').filter({ hasText: name });

describe('a day at the front desk', () => {
  it.each([
    ['on a desktop', { width: 1_280, height: 900 }],
    ['on a phone', { width: 390, height: 844, touch: true }],
  ] as const)('%s: rooms are given, guests come and leave, one does not, and a colleague sees it', async (_, look) => {
    const house = await makeDesk({ rooms: 3 }, '101-103');
    const { db: on } = stage.docket;
    const [asha, ben] = ['Asha Rao', 'Ben Sørensen-Wallenstein'];
    await guest({ on, house }, { from: TODAY, to: TODAY + 2, name: asha });
    await guest({ on, house }, { from: TODAY, to: TODAY + 1, name: ben });
    const page = await openDesk(house, look);
    const other = await openDesk(house);
    await page.getByRole('button', { name: 'Give rooms to 2 arrivals' }).click();
    await stayOf(page, asha)
      .getByRole('button', { name: `Check in ${asha}` })
      .click();
    await stayOf(page, asha).getByText('In house').first().waitFor();
    // The colleague hears of it.
    await stayOf(other, asha).getByText('In house').first().waitFor();
    await page.getByTestId('figures').getByText('of 3 rooms sold').waitFor();

    await stayOf(page, ben)
      .getByRole('button', { name: /^Details/ })
      .click();
    const dialog = page.getByRole('dialog');
    await dialog.getByLabel('Note for the house').fill('Calls when he is here');
    await dialog.getByRole('button', { name: 'Save' }).click();
    await dialog.getByText('Note: Calls when he is here').waitFor();
    await dialog.getByRole('button', { name: 'Did not come' }).click();
    await dialog.getByRole('button', { name: 'End as no-show' }).click();
    await dialog.getByText(/Did not come: .* kept/).waitFor();
    await dialog.getByRole('button', { name: 'Close' }).click();
    await stayOf(page, ben).getByText('No-show').waitFor();

    await stayOf(page, asha)
      .first()
      .getByRole('button', { name: /^Details/ })
      .click();
    await dialog.getByRole('button', { name: 'Leaves early' }).click();
    await dialog.getByRole('button', { name: 'Check out now' }).click();
    await dialog.getByText('Checked out').waitFor();
    await dialog.getByRole('button', { name: 'Close' }).click();
    await stayOf(other, asha).getByText('Left').first().waitFor();

    await page.getByRole('link', { name: 'Rooms' }).click();
    await page.getByTestId('room').first().waitFor();
    await page
      .getByTestId('room')
      .filter({ hasText: 'Dirty' })
      .getByRole('button', { name: /^Mark clean/ })
      .click();
    await expect
      .poll(() =>
        page
          .getByTestId('room')
          .filter({ hasText: /^\d+Clean/ })
          .count(),
      )
      .toBe(3);
  });

  it('says whom there is no room for, walks that guest, and can be read by everybody', async () => {
    const house = await makeDesk({ rooms: 1, overbooking: 1 }, '101');
    const { db: on } = stage.docket;
    await guest({ on, house }, { from: TODAY, to: TODAY + 3, name: 'Long Stay' });
    await guest({ on, house }, { from: TODAY, to: TODAY + 1, name: 'Short Stay' });
    const page = await openDesk(house);
    await page.getByText(/^There is no room for 1 stay/).waitFor();
    expect(await findings(page)).toEqual([]);
    await stayOf(page, 'Short Stay')
      .getByRole('button', { name: /^Details/ })
      .click();
    const dialog = page.getByRole('dialog');
    await dialog.getByRole('button', { name: 'Walk the guest' }).click();
    await dialog.getByLabel('Where the guest was sent').fill('Sea Breeze');
    expect(await findings(page)).toEqual([]);
    await dialog.getByRole('button', { name: 'Walk the guest' }).click();
    await dialog.getByText('Sent to another house: Sea Breeze').waitFor();
    await dialog.getByRole('button', { name: 'Close' }).click();
    await page.getByText(/^There is no room for/).waitFor({ state: 'detached' });
    await page.goto(`/venue/stays/${house.slug}/rooms`);
    await page.getByTestId('room').getByRole('button', { name: /^More/ }).click();
    expect(await findings(page)).toEqual([]);
  });
});

describe('the rates of a house', () => {
  it('are marked with the keyboard, tried out, changed, and are what a guest is shown then', async () => {
    const house = await makeDesk({ rooms: 3 }, '101-103');
    const page = await openDesk(house);
    await page.goto(`/venue/stays/${house.slug}/rates?from=${inDays(TODAY + 10)}`);
    const grid = page.getByRole('grid');
    await grid.locator('[data-cell="0 0"]').focus();
    await page.keyboard.press('Shift+ArrowRight');
    expect(await grid.locator('[aria-selected="true"]').count()).toBe(2);
    await page.getByLabel('Price').selectOption('more');
    await page.getByLabel('Percent').fill('10');
    await page.getByLabel('Shortest stay').fill('2');
    expect(await findings(page)).toEqual([]);
    await page.getByRole('button', { name: 'See what changes' }).click();
    const dialog = page.getByRole('dialog');
    await dialog.waitFor();
    expect(await dialog.getByTestId('changes').getByRole('listitem').allTextContents()).toEqual([
      expect.stringContaining('₹4,200 ₹4,620 2 nights or more'),
      expect.stringContaining('₹4,200 ₹4,620 2 nights or more'),
    ]);
    await dialog.getByRole('button', { name: 'Change 2 nights' }).click();
    await page.getByText('2 nights changed').waitFor();
    await expect.poll(() => grid.locator('[data-cell="0 1"]').textContent()).toContain('₹4,620');
    expect(await grid.locator('[data-cell="0 2"]').textContent()).toContain('₹4,200');

    // Two nights at the new price, with GST.
    const guestPage = await stage.openPage();
    await guestPage.goto(`/stays/${house.slug}?arrival=${inDays(TODAY + 10)}&departure=${inDays(TODAY + 12)}&adults=2`);
    expect(await guestPage.getByTestId('offer-total').first().textContent()).toContain('10,348.80');
  });

  it('follow rules that are tried out first', async () => {
    const house = await makeDesk({ rooms: 3 }, '101-103');
    const page = await openDesk(house, { width: 390, height: 844, touch: true });
    await page.goto(`/venue/stays/${house.slug}/policy`);
    await page.getByTestId('plan').getByText('Flexible').click();
    await page.getByRole('button', { name: 'Add a rule' }).click();
    await page.getByLabel('Days, 1 is Monday').fill('6');
    await page.getByLabel('Change, %').fill('20');
    await page.getByRole('button', { name: 'Try it out' }).click();
    await page.getByText('This is not right').waitFor();
    await page.getByLabel('What guests read').fill('Saturday');
    await page.getByRole('button', { name: 'Try it out' }).click();
    await page.getByTestId('tried').getByText('₹5,040').first().waitFor();
    expect(await findings(page)).toEqual([]);
    await page.getByRole('button', { name: 'Save prices' }).click();
    await expect
      .poll(
        async () => (await stage.docket.db.prisma.ratePlan.findUniqueOrThrow({ where: { id: house.planId } })).rules,
      )
      .toEqual([{ kind: 'weekday', days: [6], percent: 2_000, label: 'Saturday' }]);
  });
});
