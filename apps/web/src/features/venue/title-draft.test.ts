import { createTitle } from '@docket/contracts/http/title';
import { expect, it } from 'vitest';
import { parseBody } from '../../lib/form-errors.ts';
import { EMPTY_TITLE, newTitleOf } from './title-draft.ts';

const wrong = (change: Partial<typeof EMPTY_TITLE>) => {
  const parsed = parseBody(createTitle.body, newTitleOf({ ...EMPTY_TITLE, ...change }));
  return 'errors' in parsed ? Object.keys(parsed.errors) : [];
};

it('a short name may be left out, and is only asked for where the name makes none', () => {
  expect(wrong({})).toEqual(['name']);
  expect(wrong({ name: 'Night Train' })).toEqual([]);
  expect(newTitleOf({ ...EMPTY_TITLE, name: 'Night Train' }).slug).toBe('night-train');
  expect(wrong({ name: '…' })).toEqual(['slug']);
});
