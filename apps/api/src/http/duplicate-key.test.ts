import fc from 'fast-check';
import { expect, it } from 'vitest';
import { findDuplicateKey } from './duplicate-key.ts';

it.each([
  ['{"a":1,"a":2}', 'body.a'],
  ['{"a":{"b":1,"c":[],"b":2}}', 'body.a.b'],
  ['{"shows":[{"t":1},{"t":1,"p":[1,2],"t":2}]}', 'body.shows.1.t'],
  ['{"role":"user","\\u0072ole":"admin"}', 'body.role'],
  ['{"":1,"":2}', 'body.'],
  ['{"a\\"":1,"a\\"":2}', 'body.a"'],
  ['{"a\\\\":"\\\\","a\\\\":2}', 'body.a\\'],
  ['{"__proto__":1,"__proto__":2}', 'body.__proto__'],
])('%s has %s twice', (text, path) => {
  expect(() => JSON.parse(text)).not.toThrow();
  expect(findDuplicateKey(text)).toBe(path);
});

it.each(['{"a":"a","b":"a"}', '[{"a":1},{"a":1}]', '{"a":{"a":{"a":1}}}', '{"a":"{\\"b\\":1,\\"b\\":2}"}', '"a"', '1'])(
  '%s has none twice',
  (text) => {
    expect(findDuplicateKey(text)).toBeUndefined();
  },
);

it('what was written from values has none twice, and one more of any of its keys is found', () => {
  fc.assert(
    fc.property(fc.json(), fc.dictionary(fc.string(), fc.jsonValue(), { minKeys: 1 }), (text, object) => {
      expect(findDuplicateKey(text)).toBeUndefined();
      const [key = ''] = Object.keys(object);
      const whole = JSON.stringify(object);
      expect(findDuplicateKey(whole)).toBeUndefined();
      expect(findDuplicateKey(`${whole.slice(0, -1)},${JSON.stringify(key)}:0}`)).toBe(`body.${key}`);
    }),
  );
});
