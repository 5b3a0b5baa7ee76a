import { expect, test } from 'vitest';
import type { CcsSource } from '../source.ts';
import { accountsOf } from './accounts.ts';

test('an account is there once: who is in the jury and takes part, too, is of the jury', () => {
  const [ana, ben] = [
    { userId: 'a', username: 'ana' },
    { userId: 'b', username: 'ben' },
  ];
  const people = { participants: [{ id: 'team', hidden: false, members: [ana, ben] }], jury: [ben] };
  const source = { people, view: { kind: 'jury' }, userId: 'b' } as unknown as CcsSource;
  expect(accountsOf(source).map(({ id, type }) => [id, type])).toEqual([
    ['a', 'team'],
    ['b', 'judge'],
  ]);
});
