import { createHash, createHmac, randomBytes, timingSafeEqual } from 'node:crypto';
import type { Request, RequestHandler, Response } from 'express';
import { z } from 'zod';
import { type Bank, nowOf } from '../bank.ts';
import { type Customer, findCustomer } from '../customers/customers.ts';
import { BankError } from '../errors.ts';
import { html, type Html } from './html.ts';

const COOKIE = 'docket_bank_session';
const SESSION_MS = 12 * 3_600_000;

const loginRow = z.object({ login: z.string() });
const keptRow = z.object({ value: z.string() });

/** A browser: its own random cookie from the first page on, and who is logged in. */
export type Session = {
  /** Of the cookie, hashed: what is stored opens nothing. */
  readonly id: string;
  readonly customer: Customer | undefined;
  /** What each of its forms must bring along. */
  readonly token: string;
};

/** Made once and kept, so that forms outlive a restart. */
function formSecret(bank: Bank): string {
  const made = randomBytes(32).toString('base64url');
  bank.store.run(`INSERT INTO kept (name, value) VALUES ('form_secret', :made) ON CONFLICT DO NOTHING`, { made });
  return bank.store.find(keptRow, `SELECT value FROM kept WHERE name = 'form_secret'`)?.value ?? made;
}

function cookieOf(request: Request): string | undefined {
  const found = (request.headers.cookie ?? '').split(/;\s*/).find((pair) => pair.startsWith(`${COOKIE}=`));
  const value = found?.slice(COOKIE.length + 1);
  return value !== undefined && /^[\w-]{43}$/.test(value) ? value : undefined;
}

/** The session of a request; a browser that comes without one gets it. */
export function sessionOf(bank: Bank, request: Request, response: Response): Session {
  const cookie = cookieOf(request) ?? giveCookie(response);
  const id = createHash('sha256').update(cookie).digest('base64url');
  const row = bank.store.find(loginRow, 'SELECT login FROM sessions WHERE id = :id AND expires_at > :now', {
    id,
    now: nowOf(bank),
  });
  return {
    id,
    customer: row === undefined ? undefined : findCustomer(bank, row.login),
    token: createHmac('sha256', formSecret(bank)).update(cookie).digest('base64url'),
  };
}

function giveCookie(response: Response): string {
  const cookie = randomBytes(32).toString('base64url');
  response.setHeader(
    'set-cookie',
    `${COOKIE}=${cookie}; Path=/; HttpOnly; SameSite=Lax; Max-Age=${SESSION_MS / 1_000}`,
  );
  return cookie;
}

/** In the place of the session there was, so that nobody who knew the old cookie is logged in with it. In a transaction of the caller. */
export function logIn(bank: Bank, response: Response, login: string): void {
  const id = createHash('sha256').update(giveCookie(response)).digest('base64url');
  bank.store.run('INSERT INTO sessions (id, login, expires_at) VALUES (:id, :login, :expires)', {
    id,
    login,
    expires: nowOf(bank, SESSION_MS),
  });
  bank.store.run('DELETE FROM sessions WHERE expires_at <= :now', { now: nowOf(bank) });
}

export function logOut(bank: Bank, session: Session): void {
  bank.store.run('DELETE FROM sessions WHERE id = :id', { id: session.id });
}

/** The field that a form brings its token in. */
export function tokenField(session: Session): Html {
  return html`<input type="hidden" name="token" value="${session.token}" />`;
}

const tokenForm = z.object({ token: z.string() });

/** Refuses forms that were not made for this browser: those of pages elsewhere. */
export function requireOwnForm(bank: Bank): RequestHandler {
  return function checkForm(request, response, next) {
    if (request.method !== 'POST') {
      next();
      return;
    }
    const session = sessionOf(bank, request, response);
    const given = Buffer.from(tokenForm.safeParse(request.body).data?.token ?? '');
    const expected = Buffer.from(session.token);
    const site = request.get('sec-fetch-site');
    if (
      (site === undefined || site === 'same-origin' || site === 'none') &&
      given.length === expected.length &&
      timingSafeEqual(given, expected)
    )
      next();
    else
      next(
        new BankError(
          403,
          'foreign_form',
          'This form is not of this browser, or too old. Go back, reload the page and try again.',
        ),
      );
  };
}
