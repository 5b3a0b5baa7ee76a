import { expect, it } from 'vitest';
import { passportName } from './passport-name.ts';

it.each([
  [
    { surname: "O'Brien-Smith", given: 'Seán  Óg' },
    { surname: 'OBRIEN SMITH', given: 'SEAN OG' },
  ],
  [
    { surname: 'Müller', given: 'Jörg' },
    { surname: 'MUELLER', given: 'JOERG' },
  ],
  [
    { surname: 'Strauß', given: 'Åse' },
    { surname: 'STRAUSS', given: 'AASE' },
  ],
  [
    { surname: 'Đặng', given: 'Thị Ánh' },
    { surname: 'DANG', given: 'THI ANH' },
  ],
  [
    { surname: 'Щербаков', given: 'Юрий' },
    { surname: 'SHCHERBAKOV', given: 'IURII' },
  ],
  [
    { surname: 'Łukasiewicz', given: 'Żaneta' },
    { surname: 'LUKASIEWICZ', given: 'ZANETA' },
  ],
  // Letters and marks apart, as some keyboards write them.
  [
    { surname: 'Nuñez', given: 'José' },
    { surname: 'NUNEZ', given: 'JOSE' },
  ],
])('%o is carried as %o', (name, carried) => {
  expect(passportName(name)).toEqual(carried);
});

it.each([
  [
    { surname: '王', given: 'Wei' },
    { field: 'surname', code: 'letter', letter: '王' },
  ],
  [
    { surname: 'Rao', given: 'Asha 2' },
    { field: 'given', code: 'letter', letter: '2' },
  ],
  [
    { surname: "'", given: 'Asha' },
    { field: 'surname', code: 'empty' },
  ],
  [
    { surname: 'Rao', given: 'A'.repeat(35) },
    { field: 'given', code: 'too_long' },
  ],
  [
    { surname: 'R'.repeat(40), given: 'Asha' },
    { field: 'surname', code: 'too_long' },
  ],
])('%o is not', (name, fault) => {
  expect(passportName(name)).toEqual(fault);
});

it('has room for 39 letters with the two between', () => {
  expect(passportName({ surname: 'RAO', given: 'A'.repeat(34) })).toEqual({ surname: 'RAO', given: 'A'.repeat(34) });
});
