import { createServer, type Server } from 'node:http';
import { listen } from '@docket/runtime/health';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { startBrowser } from './browser.ts';

let browser: Browser | undefined;
let server: Server;

beforeAll(async () => {
  server = createServer((_request, response) => {
    response.writeHead(200, { 'content-type': 'text/html' });
    response.end('<p id="p">before</p><script>setTimeout(() => { p.textContent = "after"; }, 10);</script>');
  });
  await listen(server, 0, '127.0.0.1');
  browser = await startBrowser();
});

afterAll(async () => {
  await browser?.close();
  server.close();
});

test('the browser runs scripts and reaches loopback', async () => {
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('no port');
  const page = await browser?.newPage();
  if (page === undefined) throw new Error('no browser');
  await page.goto(`http://127.0.0.1:${address.port}/`);
  await page.getByText('after').waitFor();
  expect(await page.textContent('#p')).toBe('after');
});
