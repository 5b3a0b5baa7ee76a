import type { Response } from 'express';
import type { BankError } from '../errors.ts';
import { html } from './html.ts';
import { sendPage } from './layout.ts';

export function sendErrorPage(response: Response, { status, message }: BankError): void {
  sendPage(response, {
    title: 'That did not work',
    status,
    body: html`<section class="card">
      <h1>That did not work</h1>
      <p>${message}</p>
      <p><a href="/">Back to the start</a></p>
    </section>`,
  });
}
