import { afterAll, describe, expect, it } from 'vitest';
import { freePort } from '@docket/runtime/embedded/ports';
import { startBalancer, type Balancer } from '@docket/testing/balancer';
import { makeProblem } from '@docket/testing/builders';
import type { SpawnedService } from '@docket/testing/service';
import { isMarked, markPage, setStage, signUp, SUM, submitCode, typeCode, verdictOf } from './support.ts';

let gateways: SpawnedService[];
let balancer: Balancer;

const stage = setStage(async (docket) => {
  const ports = [await freePort(), await freePort()];
  balancer = await startBalancer(ports);
  const [api, first, second] = await Promise.all([
    docket.start('api', {
      REALTIME_PUBLIC_URL: `ws://127.0.0.1:${balancer.port}/connection/websocket`,
      DISABLE_THROTTLE: '1',
    }),
    docket.start('realtime', { REALTIME_PORT: String(ports[0]) }),
    docket.start('realtime', { REALTIME_PORT: String(ports[1]) }),
    docket.start('worker', { LEASE_SECONDS: '2' }),
  ]);
  gateways = [first, second];
  return api.url;
});
afterAll(() => balancer.close());

describe('in the browser', () => {
  it('a person signs up, submits and sees the verdict arrive without a reload', async () => {
    const problem = await makeProblem(stage.docket.db);
    const page = await stage.openPage();
    await signUp(page);
    await submitCode(page, problem.slug, SUM);
    await markPage(page);
    expect(await verdictOf(page)).toBe('AC');
    expect(
      await page
        .getByTestId('test-cell')
        .evaluateAll((cells) => cells.map((cell) => cell.getAttribute('data-verdict'))),
    ).toEqual(['AC', 'AC', 'AC']);
    expect(await isMarked(page)).toBe(true);
  });

  it('shows why a program does not compile', async () => {
    const problem = await makeProblem(stage.docket.db);
    const page = await stage.openPage();
    await signUp(page);
    await submitCode(page, problem.slug, 'print(');
    expect(await verdictOf(page)).toBe('CE');
    expect(await page.getByText('SyntaxError').first().isVisible()).toBe(true);
  });

  it('shows the right state after a reload in mid-judging, and goes on live', async () => {
    const problem = await makeProblem(stage.docket.db, {
      tests: Array.from({ length: 8 }, (_, n) => ({ input: `${n} 1\n`, answer: `${n + 1}\n` })),
    });
    const page = await stage.openPage();
    await signUp(page);
    await submitCode(page, problem.slug, `import time\ntime.sleep(0.4)\n${SUM}`);
    await page.locator('[data-testid="test-cell"][data-verdict="AC"]').nth(1).waitFor();
    const { rows } = await stage.docket.db.pool.query<{ id: string }>(
      'SELECT id FROM submissions ORDER BY id DESC LIMIT 1',
    );
    await page.goto(`/submissions/${rows[0]?.id}`);
    await page.locator('[data-testid="test-cell"][data-verdict="AC"]').nth(1).waitFor();
    await page.reload();
    await markPage(page);
    expect(await verdictOf(page)).toBe('AC');
    expect(await isMarked(page)).toBe(true);
    expect(await page.locator('[data-testid="test-cell"][data-verdict="AC"]').count()).toBe(8);
    expect(await page.getByRole('alert').filter({ hasText: 'Something went wrong' }).count()).toBe(0);
  });

  it('ends with the whole story though the gateway is killed in the middle', async () => {
    const problem = await makeProblem(stage.docket.db, {
      tests: Array.from({ length: 10 }, (_, n) => ({ input: `${n} 1\n`, answer: `${n + 1}\n` })),
    });
    const page = await stage.openPage({ width: 390 });
    await signUp(page);
    await page.goto(`/problems/${problem.slug}`);
    await page.getByRole('tab', { name: /code/i }).click();
    await typeCode(page, `import time\ntime.sleep(0.4)\n${SUM}`);
    await page.keyboard.press('Control+Enter');
    await markPage(page);
    await page.locator('[data-testid="test-cell"][data-verdict="AC"]').nth(2).waitFor();
    const victims = gateways.splice(0, 1);
    await Promise.all(victims.map((gateway) => gateway.kill()));
    expect(await verdictOf(page)).toBe('AC');
    expect(await page.locator('[data-testid="test-cell"][data-verdict="AC"]').count()).toBe(10);
    expect(await isMarked(page)).toBe(true);
  });
});
