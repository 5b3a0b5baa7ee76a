import { request } from 'node:http';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { newId } from '@docket/runtime/id';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { catchesMail } from '../instance/instance.ts';
import { startMailCatcher, type MailCatcher } from './mail-catcher.ts';
import { linked } from './mail-pages.ts';

let folder: string;
let catcher: MailCatcher;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'docket-mails-'));
  catcher = await startMailCatcher(folder, 0);
});
afterEach(async () => {
  await catcher.stop();
  await rm(folder, { recursive: true });
});

async function write(lines: readonly string[]): Promise<string> {
  const id = newId();
  await writeFile(join(folder, `${id}.eml`), lines.join('\r\n'));
  return id;
}
const get = (path: string) => fetch(`${catcher.url}${path}`);
const read = async (path: string) => (await get(path)).text();

describe('mails that were not sent', () => {
  it('are listed, the newest first', async () => {
    expect(await read('/')).toContain('No mail yet');
    await write(['To: ada@example.org', 'Subject: First', '', 'one']);
    await write(['To: ada@example.org', 'Subject: =?utf-8?q?Z=C3=BCrich?=', '', 'two']);
    expect([...(await read('/')).matchAll(/<a href="[^"]*">([^<]*)</g)].map(([, subject]) => subject)).toEqual([
      'Zürich',
      'First',
    ]);
  });

  it('are read as text with links, and as HTML in a frame that can do nothing', async () => {
    const id = await write([
      'From: Docket <docket@localhost>',
      'To: ada@example.org',
      'Subject: <script>alert(1)</script>',
      'Content-Type: multipart/alternative; boundary=x',
      '',
      '--x',
      'Content-Type: text/plain',
      '',
      'Open http://localhost:3000/reset#rt_a.b, now. <b>',
      '--x',
      'Content-Type: text/html',
      '',
      '<a href="http://localhost:3000/reset">Reset</a><script>alert(2)</script>',
      '--x--',
    ]);
    const page = await get(`/${id}`);
    const text = await page.text();
    expect(text).toContain('<a href="http://localhost:3000/reset#rt_a.b" target="_blank" rel="noopener noreferrer">');
    expect(text).toContain('now. &lt;b&gt;');
    expect(text).not.toContain('<script>');
    expect(text).toContain(`sandbox="allow-popups allow-popups-to-escape-sandbox" src="/${id}/html"`);
    expect(page.headers.get('content-security-policy')).toContain("default-src 'none'");
    const html = await get(`/${id}/html`);
    expect(html.headers.get('content-security-policy')).toMatch(/default-src 'none'.*sandbox allow-popups/);
    expect(await html.text()).toMatch(/^<base target="_blank">.*Reset/);
  });

  it('are files of the folder alone', async () => {
    await writeFile(join(folder, 'secret.eml'), 'Subject: x\r\n\r\ny');
    const paths = ['/secret', '/..%2fsecret', `/${newId()}`, '/../../etc/passwd'];
    const statuses = await Promise.all(paths.map(async (path) => (await get(path)).status));
    expect(statuses).toEqual(paths.map(() => 404));
  });

  it('are shown to nobody who came by another name', async () => {
    const { port } = new URL(catcher.url);
    const status = (host: string) =>
      new Promise((resolve, reject) => {
        request({ host: '127.0.0.1', port, headers: { host } }, ({ statusCode }) => resolve(statusCode))
          .on('error', reject)
          .end();
      });
    expect(await status(`rebind.example.org:${port}`)).toBe(421);
    expect(await status(`localhost:${port}`)).toBe(200);
  });
});

it('mails are never shown in production, nor where they are sent', () => {
  const by = (NODE_ENV: 'development' | 'test' | 'production', SMTP_URL?: string) =>
    catchesMail({ config: { NODE_ENV, SMTP_URL } });
  expect([by('development'), by('production'), by('development', 'smtp://mail')]).toEqual([true, false, false]);
});

it('links end before the full stop behind them, and only web addresses are links', () => {
  expect(linked('see https://a.example/b?c=d&e. Or (http://x.y/z) javascript:alert(1)')).toBe(
    'see <a href="https://a.example/b?c=d&amp;e" target="_blank" rel="noopener noreferrer">https://a.example/b?c=d&amp;e</a>. Or (<a href="http://x.y/z" target="_blank" rel="noopener noreferrer">http://x.y/z</a>) javascript:alert(1)',
  );
});
