import { describe, expect, it } from 'vitest';
import { tellOfRefund } from '@docket/testing/notification';
import { findings, open, setStage, signUp } from './support.ts';

const stage = setStage();

async function tell(username: string, amountMinor: number): Promise<void> {
  const { db } = stage.docket;
  const { rows } = await db.pool.query<{ id: string }>('SELECT id FROM users WHERE username = $1', [username]);
  await tellOfRefund(db, rows[0]?.id ?? '', amountMinor);
}

describe('notifications', () => {
  it('come in live, are read on all devices at once, and are kept', async () => {
    const page = await stage.openPage();
    const username = await signUp(page);
    const phone = await stage.openPage({ width: 390, height: 844, touch: true });
    await phone.goto('/login');
    await phone.getByLabel('Username').fill(username);
    await phone.getByLabel('Password', { exact: true }).fill('correct horse battery');
    await phone.getByRole('button', { name: 'Log in' }).click();
    await phone.waitForURL('**/problems');
    await phone.getByTestId('connection').and(phone.locator('[data-state=live]')).waitFor();

    await open(page, '/notifications');
    await page.getByText('Nothing yet').waitFor();
    await tell(username, 1_250);
    await page.getByRole('link', { name: '€12.50 went back to you' }).waitFor();
    await phone.getByRole('button', { name: 'Notifications, 1 new' }).waitFor();
    expect(await findings(page)).toEqual([]);

    await phone.getByRole('button', { name: 'Notifications, 1 new' }).click();
    await phone.getByRole('link', { name: '€12.50 went back to you' }).waitFor();
    await tell(username, 700);
    await phone.getByRole('link', { name: '€7 went back to you' }).waitFor();
    expect(await findings(phone)).toEqual([]);
    await phone.getByRole('button', { name: 'Mark all as read' }).click();
    await expect.poll(() => page.locator('[data-testid=notification][data-unread=true]').count()).toBe(0);
    await page.getByRole('button', { name: 'Notifications', exact: true }).waitFor();

    await open(page, '/account');
    await page.getByLabel('Refunds').uncheck();
    await expect.poll(() => page.getByLabel('Refunds').isChecked()).toBe(false);
    await page.reload();
    await page.getByLabel('Refunds').waitFor();
    expect(await page.getByLabel('Refunds').isChecked()).toBe(false);
  });
});
