import type { Response } from 'express';
import { html, Html } from './html.ts';

export type Page = {
  readonly title: string;
  readonly body: Html;
  readonly status?: number;
  readonly wide?: boolean;
  /** Where its forms lead at last: browsers hold `form-action` against redirects as well. */
  readonly leadsTo?: string;
};

/** Sends a page. There is no script, and nothing comes from elsewhere. */
export function sendPage(response: Response, { title, body, status = 200, wide = false, leadsTo }: Page): void {
  const formAction = leadsTo === undefined ? `'self'` : `'self' ${new URL(leadsTo).origin}`;
  response.setHeader(
    'content-security-policy',
    `default-src 'none'; style-src 'self'; img-src 'self' data:; form-action ${formAction}; frame-ancestors 'none'; base-uri 'none'`,
  );
  response.setHeader('referrer-policy', 'same-origin');
  const page = html`<!doctype html>
    <html lang="en" ${wide ? new Html(' class="wide"') : ''}>
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <title>${title} · Docket Bank (simulator)</title>
        <link rel="stylesheet" href="/bank.css" />
        <link rel="icon" href="data:," />
      </head>
      <body>
        <header>
          <b><a href="/">Docket Bank</a></b>
          <nav><a href="/account">Account</a> · <a href="/transfer">Transfer</a> · <a href="/panel">Panel</a></nav>
        </header>
        <main>
          <p class="note">
            This is a simulator for development. No money is real, and nothing you type here should be.
          </p>
          ${body}
        </main>
        <footer>Docket Bank is a simulator that ships with Docket.</footer>
      </body>
    </html> `;
  response.status(status).type('html').send(page.text);
}
