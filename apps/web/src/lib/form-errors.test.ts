import { DocketApiError } from '@docket/client/errors';
import { createRejudge } from '@docket/contracts/http/rejudge';
import { createUser, login } from '@docket/contracts/http/identity';
import { createShows, SHOWS_PER_REQUEST } from '@docket/contracts/http/show';
import { describe, expect, it } from 'vitest';
import { parseBody, serverErrors } from './form-errors.ts';

const errorsOf = (parsed: ReturnType<typeof parseBody>) => ('errors' in parsed ? parsed.errors : {});

describe('parseBody', () => {
  it('gives what is to be sent', () => {
    expect(parseBody(login.body, { username: 'ada', password: 'x' })).toEqual({
      body: { username: 'ada', password: 'x' },
    });
  });

  it('says by field what is wrong: in the contract’s words where it has some, otherwise in plain ones', () => {
    expect(errorsOf(parseBody(createUser.body, { username: 'a', email: 'nobody', password: 'short' }))).toEqual({
      username: 'use at least 3 characters',
      email: 'this is not an email address',
      password: 'use at least 8 characters',
    });
    expect(errorsOf(parseBody(login.body, { username: '', password: 'x'.repeat(257) }))).toEqual({
      username: 'Fill this in',
      password: 'Use at most 256 characters',
    });
    expect(errorsOf(parseBody(createRejudge.body, { submissionId: 'x' }))['submissionId']).toBe('This is not an id');
  });

  it('says where in lists and records, and of a list that is too long', () => {
    const show = {
      hallId: '01890000-0000-7000-8000-000000000001',
      title: 'a-play',
      startsAt: '2026-02-01T19:00:00',
      prices: { front: 100 },
      currency: 'EUR',
      seatsPerUser: 2,
    };
    expect(
      errorsOf(parseBody(createShows.body, { shows: [{ ...show, prices: { front: undefined }, seatsPerUser: 0 }] })),
    ).toEqual({ 'shows.0.prices.front': 'Fill this in', 'shows.0.seatsPerUser': 'At least 1' });
    const many = Array.from({ length: SHOWS_PER_REQUEST + 1 }, () => show);
    expect(errorsOf(parseBody(createShows.body, { shows: many }))).toEqual({
      shows: `At most ${SHOWS_PER_REQUEST} at a time`,
    });
  });
});

describe('serverErrors', () => {
  const refusal = (
    code: 'invalid_request' | 'username_taken' | 'forbidden',
    fields = [] as { path: string; message: string }[],
  ) => new DocketApiError({ code, status: 400, title: 'T', detail: 'why', fields });

  it('finds the field that the server means', () => {
    expect(serverErrors(refusal('invalid_request', [{ path: 'body.email', message: 'no' }]))).toEqual({ email: 'no' });
    expect(serverErrors(refusal('username_taken'), { username_taken: ['username', 'In use'] })).toEqual({
      username: 'In use',
    });
  });

  it('is empty for what is about no field', () => {
    expect(serverErrors(refusal('forbidden'))).toEqual({});
    expect(serverErrors(new TypeError('x'))).toEqual({});
    expect(serverErrors(null)).toEqual({});
  });
});
