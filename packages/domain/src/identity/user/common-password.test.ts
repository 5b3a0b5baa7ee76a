import { expect, it } from 'vitest';
import { commonness } from './common-password.ts';

it.each([
  'password',
  'Password1',
  'PASSWORD123!',
  'p@ssw0rd2024',
  'letmein!!!',
  'Qwertyuiop',
  '12345678',
  '87654321',
  'abcdefgh',
  'aaaaaaaa',
  'abcabcabc',
  '12121212',
  'iloveyou1',
  '1q2w3e4r',
  'trustno1',
  'Docket2026',
  'correct pass word 1'.replace('correct ', ''),
])('%s is what anybody would try', (password) => {
  expect(commonness(password)).toMatch(/choose another/);
});

it.each([
  'correct horse battery',
  'a password for tests',
  'passwords are a nuisance',
  'Zugvogel am Kanal',
  'tr0ub4dor&3',
  '本日は晴天なり本日',
  'пароль от дачи',
])('%s is taken, with no rules of composition', (password) => {
  expect(commonness(password)).toBeUndefined();
});

it('one’s own name or address is no secret, with figures behind it either', () => {
  const about = ['Featherstone', 'jane.roe@example.org'];
  for (const password of ['featherstone', 'FEATHERSTONE99', 'jane.roe@example.org', 'jane.roe'])
    expect([password, commonness(password, about)]).toEqual([password, expect.stringMatching(/your name or address/)]);
  expect(commonness('featherstone on the hill', about)).toBeUndefined();
});
