import type { z } from 'zod';

type Issue = Parameters<z.core.$ZodErrorMap>[0];

/**
 * What a schema found wrong, in words for whoever wrote the request, where the contract has none of its own.
 * @returns undefined where the library's words will do
 */
export function inWords(issue: Issue): string | undefined {
  switch (issue.code) {
    case 'invalid_type':
      return issue.input === undefined ? 'is missing' : `must be ${kindOf(issue.expected)}`;
    case 'invalid_value':
      if (issue.input === undefined) return 'is missing';
      return `must be ${issue.values.length > 1 ? 'one of ' : ''}${issue.values.map(String).join(', ')}`;
    case 'too_small':
      if (issue.origin === 'string' && Number(issue.minimum) === 1) return 'must not be empty';
      return `must ${amount(issue.origin, 'at least', Number(issue.minimum))}`;
    case 'too_big':
      return `must ${amount(issue.origin, 'at most', Number(issue.maximum))}`;
    case 'invalid_union':
      return issue.input === undefined ? 'is missing' : 'has none of the forms that are taken here';
    case 'invalid_key':
      return 'is no name that is taken here';
    case 'invalid_format':
      return FORMATS.get(issue.format);
    default:
      return undefined;
  }
}

const FORMATS: ReadonlyMap<string, string> = new Map([
  ['uuid', 'is not an id (a UUID)'],
  ['date', 'must be a day such as 2027-10-31'],
  ['datetime', 'must be a time such as 2027-10-31T20:00:00Z'],
  ['url', 'is not an address'],
]);

const KINDS: ReadonlyMap<string, string> = new Map([
  ['string', 'a text'],
  ['number', 'a number'],
  ['int', 'a whole number'],
  ['boolean', 'true or false'],
  ['array', 'a list'],
  ['object', 'an object'],
  ['record', 'an object'],
]);

function kindOf(expected: string): string {
  return KINDS.get(expected) ?? expected;
}

function amount(origin: string, bound: 'at least' | 'at most', count: number): string {
  const plural = count === 1 ? '' : 's';
  if (origin === 'string') return `have ${bound} ${count} character${plural}`;
  if (origin === 'array' || origin === 'set') return `have ${bound} ${count} item${plural}`;
  return `be ${bound} ${count}`;
}
