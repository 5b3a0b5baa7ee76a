import { makeProblem } from '@docket/testing/builders';
import { it } from 'vitest';
import { setStage } from './support.ts';

const stage = setStage();
it('slow', async () => {
  const { slug } = await makeProblem(stage.docket.db);
  for (const path of ['/problems', '/', `/problems/${slug}`, '/shows']) {
    const page = await stage.openPage({ width: 390, height: 844 });
    const cdp = await page.context().newCDPSession(page);
    await cdp.send('Network.enable');
    await cdp.send('Network.emulateNetworkConditions', {
      offline: false,
      latency: 400,
      downloadThroughput: 400_000 / 8,
      uploadThroughput: 400_000 / 8,
    });
    const started = Date.now();
    await page.goto(path, { waitUntil: 'commit' });
    await page.locator('main h1').first().waitFor();
    const content = Date.now() - started;
    await page.waitForTimeout(300);
    const fcp = await page.evaluate(() => performance.getEntriesByName('first-contentful-paint')[0]?.startTime);
    const res = await page.evaluate(() =>
      performance
        .getEntriesByType('resource')
        .map((r: any) => [
          r.name.replace(/.*\//, ''),
          r.transferSize,
          Math.round(r.startTime),
          Math.round(r.responseEnd),
        ]),
    );
    console.log(
      path,
      'FCP',
      Math.round(fcp ?? -1),
      'h1',
      content,
      'bytes',
      res.reduce((s: number, r: any) => s + r[1], 0),
    );
    console.log(res.map((r: any) => r.join(' ')).join('\n'));
  }
});
