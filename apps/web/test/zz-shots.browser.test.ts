import { createDocket } from '@docket/client/docket';
import { confirmBooking } from '@docket/contracts/http/booking';
import { importProblem } from '@docket/domain/judge/package/import-problem';
import { makeProblem } from '@docket/testing/builders';
import { makeProgramme } from '@docket/testing/programme';
import { it } from 'vitest';
import { logIn, open, setStage, SUM, typeCode, verdictOf, openAsMember } from './support.ts';
import { newId } from '@docket/runtime/id';

const stage = setStage();
const W = [320, 390, 768, 1024, 1440];
it('shots', async () => {
  const shot = async (page: any, name: string, widths = W) => {
    for (const width of widths) {
      await page.setViewportSize({ width, height: width < 700 ? 800 : 900 });
      await page.waitForTimeout(250);
      await page.screenshot({ path: `/tmp/webapp/shots/${name}-${width}.png` });
    }
  };
  const { slug } = await makeProblem(stage.docket.db);
  const page = await openAsMember(stage, { width: 1440, height: 900 });
  await page.goto(`/problems/${slug}`);
  await typeCode(page, SUM.replace('+', '-'));
  await page.getByRole('button', { name: 'Submit', exact: true }).click();
  await verdictOf(page);
  await page.waitForTimeout(800);
  await shot(page, 'wa');
  await page.setViewportSize({ width: 1440, height: 900 });
  await typeCode(page, 'import time\nwhile True:\n    time.sleep(1)');
  await page.getByRole('button', { name: 'Submit', exact: true }).click();
  await page.waitForTimeout(6000);
  await verdictOf(page);
  await shot(page, 'tle', [1440]);
  await page.setViewportSize({ width: 1440, height: 900 });
  await page.getByRole('button', { name: 'Fill the window' }).click();
  await shot(page, 'whole', [320, 1440]);
  const username = `guest-${newId().slice(-12)}`;
  const docket = createDocket({ baseUrl: stage.baseUrl });
  await docket.signUp({ username, email: `${username}@example.test`, password: 'correct horse battery' });
  await docket.login({ username, password: 'correct horse battery' });
  for (const n of [1, 2]) {
    const { showId } = await makeProgramme(stage.docket.db);
    const { bookingId } = await docket.book(
      { kind: 'seats', showId, seats: ['C3', 'C4', 'C5'].slice(0, 4 - n) },
      { wait: 10 },
    );
    await docket.call(confirmBooking, { params: { id: bookingId } });
  }
  docket.close();
  const phone = await stage.openPage({ width: 390, height: 844 });
  await logIn(phone, username, 'correct horse battery');
  await open(phone, '/tickets');
  await phone.getByTestId('wallet-ticket').first().waitFor();
  await shot(phone, 'wallet');
  await phone.setViewportSize({ width: 320, height: 640 });
  await phone
    .getByRole('button', { name: /whole screen/ })
    .first()
    .click();
  await phone.waitForTimeout(300);
  await phone.screenshot({ path: '/tmp/webapp/shots/wallet-whole-320.png' });
});
