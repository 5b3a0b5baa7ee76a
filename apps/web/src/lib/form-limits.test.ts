import { pauseQueue } from '@docket/contracts/http/queue';
import { createUser } from '@docket/contracts/http/identity';
import { createShows } from '@docket/contracts/http/show';
import { scan } from '@docket/contracts/http/ticket';
import { importHall } from '@docket/contracts/http/venue';
import { expect, it } from 'vitest';
import { z } from 'zod';
import { limitsOf } from './form-limits.ts';

it.each([
  [createUser.body, 'username', { required: true, maxLength: 32 }],
  [createUser.body, 'email', { required: true, maxLength: 254 }],
  [pauseQueue.body, 'reason', { maxLength: 200 }],
  [importHall.query, 'name', { maxLength: 100 }],
  [scan, 'gate', { maxLength: 40 }],
  [createShows.body, 'shows.0.seatsPerUser', { min: 1, max: 50 }],
] as const)('%#: knows the limits of %s in a contract', (schema, path, limits) => {
  expect(limitsOf(schema, path)).toEqual(limits);
});

it('knows none of what is not in it', () => {
  expect(limitsOf(createUser.body, 'nickname')).toEqual({});
  expect(limitsOf(createUser.body, 'username.first')).toEqual({});
});

it('says no limit that an integer has anyway', () => {
  expect(limitsOf(z.object({ n: z.int() }), 'n')).toEqual({ required: true });
});
