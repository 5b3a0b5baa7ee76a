import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { listPage, MAIL_POLICY, mailHtml, mailPage, PAGE_POLICY } from './mail-pages.ts';
import { listMails, readMail } from './read-mails.ts';

/** Where people look for such a thing; another one where it is taken. */
const PORT = 8025;
const HOST = '127.0.0.1';

export type MailCatcher = { readonly url: string; readonly stop: () => Promise<void> };

/**
 * Shows in a browser the mails that were written to files. Whoever reads them can set anybody's password, so it listens on this machine alone, answers
 * only to its own name, which keeps pages of strangers out (DNS rebinding), and is started for development alone.
 */
export async function startMailCatcher(folder: string, port = PORT): Promise<MailCatcher> {
  let own: readonly string[] = [];
  const server = createServer((request, response) => {
    void answer(folder, own, request, response).catch(() => response.writeHead(500).end());
  });
  const listen = (on: number): Promise<void> =>
    new Promise((resolve, reject) => {
      server.once('error', reject);
      server.listen(on, HOST, () => {
        server.off('error', reject);
        resolve();
      });
    });
  await listen(port).catch(() => listen(0));
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('the kernel gave no port');
  own = [`${HOST}:${address.port}`, `localhost:${address.port}`];
  return {
    url: `http://${HOST}:${address.port}`,
    stop: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

async function answer(
  folder: string,
  own: readonly string[],
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const say = (status: number, html: string, policy = PAGE_POLICY): void => {
    response.writeHead(status, {
      'content-type': 'text/html; charset=utf-8',
      'content-security-policy': policy,
      'cache-control': 'no-store',
      'referrer-policy': 'no-referrer',
      'x-content-type-options': 'nosniff',
    });
    response.end(request.method === 'HEAD' ? undefined : html);
  };
  if (!own.includes(request.headers.host ?? '')) return say(421, 'Ask for this by its own address.');
  if (request.method !== 'GET' && request.method !== 'HEAD') return say(405, 'Mails are only read here.');
  const [, id = '', part] = (request.url ?? '/').split('?')[0]?.split('/') ?? [];
  if (id === '') return say(200, listPage(await listMails(folder)));
  const mail = await readMail(folder, id);
  if (mail !== undefined && part === undefined) return say(200, mailPage(mail));
  if (mail?.html !== undefined && part === 'html') return say(200, mailHtml(mail.html), MAIL_POLICY);
  return say(404, 'There is no such mail. <a href="/">Mails</a>');
}
