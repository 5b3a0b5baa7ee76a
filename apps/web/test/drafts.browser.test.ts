import { makeProblem } from '@docket/testing/builders';
import type { Page } from 'playwright-core';
import { describe, expect, it } from 'vitest';
import { logIn, openAsMember, setStage, signUp, typeCode } from './support.ts';

const stage = setStage();
const PASSWORD = 'correct horse battery';

const codeIn = (page: Page) => page.locator('.cm-content:visible').innerText();
const shows = (page: Page, text: string) => expect.poll(() => codeIn(page), { timeout: 15_000 }).toContain(text);
const sent = (page: Page) => page.locator('[data-testid="draft"][data-server="same"]').waitFor();

describe('code that is being written', () => {
  it('is the same in two tabs as it is typed, and a language chosen in one leaves the other alone', async () => {
    const { slug } = await makeProblem(stage.docket.db);
    const page = await openAsMember(stage);
    await page.goto(`/problems/${slug}`);
    await typeCode(page, 'print("one")');
    const tab = await page.context().newPage();
    await tab.goto(`/problems/${slug}`);
    await shows(tab, 'print("one")');
    await tab.locator('.cm-content:visible').click();
    await tab.keyboard.press('Control+End');
    await tab.keyboard.insertText('\nprint("two")');
    await shows(page, 'print("two")');
    await page.locator('.cm-content:visible').click();
    await page.keyboard.press('Control+End');
    await page.keyboard.insertText('\nprint("three")');
    await shows(tab, 'print("three")');
    expect(await codeIn(tab)).toContain('print("two")');
    const picker = tab.getByRole('combobox', { name: 'Language', exact: true });
    const other = await picker.evaluate((element) =>
      element instanceof HTMLSelectElement
        ? [...element.options].map(({ value }) => value).find((value) => value !== 'python3')
        : undefined,
    );
    if (other === undefined) return;
    await picker.selectOption(other);
    await tab.locator('[data-testid="draft"][data-state="template"]').waitFor();
    expect(await codeIn(page)).toContain('print("three")');
  });

  it('follows its author to another device, and what was changed on both is shown and chosen', async () => {
    const { slug } = await makeProblem(stage.docket.db);
    const page = await stage.openPage();
    const username = await signUp(page);
    await page.goto(`/problems/${slug}`);
    await typeCode(page, 'at_home = 1');
    await sent(page);
    const phone = await stage.openPage({ width: 390, height: 844 });
    await logIn(phone, username, PASSWORD);
    await phone.goto(`/problems/${slug}`);
    await phone.getByRole('tab', { name: 'Code' }).click();
    await shows(phone, 'at_home = 1');
    // Live, from the one to the other.
    await typeCode(page, 'at_home = 2');
    await shows(phone, 'at_home = 2');
    // On the train there is no network; at home somebody goes on.
    await phone.context().setOffline(true);
    await phone.locator('.cm-content:visible').click();
    await phone.keyboard.press('Control+End');
    await phone.keyboard.insertText('\non_the_train = 1');
    await phone.locator('[data-testid="draft"][data-state="saved"]').waitFor();
    await typeCode(page, 'at_home = 3');
    await sent(page);
    await phone.context().setOffline(false);
    const conflict = phone.getByTestId('draft-conflict');
    await conflict.waitFor();
    expect(await codeIn(phone)).toContain('on_the_train');
    await conflict.getByRole('button', { name: 'Compare' }).click();
    await conflict.getByText('at_home = 3').waitFor();
    await conflict.getByRole('button', { name: 'Keep this one' }).click();
    await conflict.waitFor({ state: 'detached' });
    await shows(page, 'on_the_train');
  });

  it('that was sent is off the device after logging out, and comes back with its author', async () => {
    const { slug } = await makeProblem(stage.docket.db);
    const page = await stage.openPage();
    const username = await signUp(page);
    await page.goto(`/problems/${slug}`);
    await typeCode(page, 'mine_alone = 1');
    await sent(page);
    await page.getByRole('button', { name: /^Menu of/ }).click();
    await page.getByRole('button', { name: 'Log out' }).click();
    await page.getByRole('link', { name: 'Log in' }).first().waitFor();
    await expect.poll(() => page.evaluate(() => JSON.stringify(localStorage))).not.toContain('mine_alone');
    await logIn(page, username, PASSWORD);
    await page.goto(`/problems/${slug}`);
    await shows(page, 'mine_alone = 1');
  });
});
