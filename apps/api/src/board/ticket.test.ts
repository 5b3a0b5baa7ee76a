import { expect, test } from 'vitest';
import { issueTicket, readTicket } from './ticket.ts';

const claims = { sessionId: '018f0000-0000-7000-8000-000000000000', until: 2_000 };

test('a cookie is good with every secret there is, and not with one that was taken away', () => {
  const old = issueTicket(['old'], claims);
  const fresh = issueTicket(['new', 'old'], claims);
  expect(readTicket(['new', 'old'], old, 1_000)).toEqual(claims);
  expect(readTicket(['new', 'old'], fresh, 1_000)).toEqual(claims);
  expect(readTicket(['new'], old, 1_000)).toBeUndefined();
  expect(readTicket(['old'], fresh, 1_000)).toBeUndefined();
  expect(readTicket(['new'], fresh, 2_000)).toBeUndefined();
});
