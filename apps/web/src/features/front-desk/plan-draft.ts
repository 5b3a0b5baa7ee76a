import { decimalToMinor, minorToDecimal } from '@docket/contracts/money/currency';

/** How a field of a rule is written: hundredths of a percent as a percentage, minor units as an amount. */
type FieldKind = 'percent' | 'money' | 'whole' | 'day' | 'yearDay' | 'weekdays' | 'text';
type RuleField = { readonly name: string; readonly label: string; readonly kind: FieldKind; readonly optional?: true };

const PERCENT: RuleField = { name: 'percent', label: 'Change, %', kind: 'percent' };
const LABEL: RuleField = { name: 'label', label: 'What guests read', kind: 'text' };

/** Kinds of rules in the order in which they are taken, and what each needs. */
export const RULES: Readonly<Record<string, { readonly word: string; readonly fields: readonly RuleField[] }>> = {
  season: {
    word: 'Season, every year',
    fields: [
      { name: 'from', label: 'From, 12-20', kind: 'yearDay' },
      { name: 'to', label: 'To, 01-05', kind: 'yearDay' },
      PERCENT,
      LABEL,
    ],
  },
  weekday: {
    word: 'Weekdays',
    fields: [{ name: 'days', label: 'Days, 1 is Monday: 5,6', kind: 'weekdays' }, PERCENT, LABEL],
  },
  lead_time: {
    word: 'Days before arrival',
    fields: [
      { name: 'minDays', label: 'At least', kind: 'whole', optional: true },
      { name: 'maxDays', label: 'At most', kind: 'whole', optional: true },
      PERCENT,
      LABEL,
    ],
  },
  pick_up: {
    word: 'When much is sold',
    fields: [{ name: 'soldPercent', label: 'From % sold', kind: 'whole' }, PERCENT, LABEL],
  },
  length: {
    word: 'Long stays',
    fields: [{ name: 'nights', label: 'From nights', kind: 'whole' }, PERCENT, LABEL],
  },
  event: {
    word: 'Event',
    fields: [
      { name: 'from', label: 'First night', kind: 'day' },
      { name: 'to', label: 'Last night', kind: 'day' },
      PERCENT,
      LABEL,
    ],
  },
  promotion: {
    word: 'Promotion',
    fields: [
      { name: 'from', label: 'First night', kind: 'day', optional: true },
      { name: 'to', label: 'Last night', kind: 'day', optional: true },
      PERCENT,
      LABEL,
    ],
  },
  bounds: {
    word: 'Lowest and highest price',
    fields: [
      { name: 'minMinor', label: 'Lowest', kind: 'money', optional: true },
      { name: 'maxMinor', label: 'Highest', kind: 'money', optional: true },
    ],
  },
  rounding: { word: 'Rounding', fields: [{ name: 'toMinor', label: 'To a multiple of', kind: 'money' }] },
};

export type Rule = { readonly kind: string; readonly [field: string]: unknown };
/** A rule as it is typed; `rest` is what the form has no field for. */
export type RuleDraft = {
  readonly kind: string;
  readonly texts: Readonly<Record<string, string>>;
  readonly rest: Readonly<Record<string, unknown>>;
};

function write(kind: FieldKind, value: unknown, currency: string): string {
  if (value === undefined || value === null) return '';
  if (kind === 'percent') return String(Number(value) / 100);
  if (kind === 'money') return minorToDecimal(Number(value), currency);
  return Array.isArray(value)
    ? value.join(',')
    : typeof value === 'number'
      ? String(value)
      : typeof value === 'string'
        ? value
        : '';
}

/** What was typed, as rules have it; undefined where it is none. */
function read(kind: FieldKind, text: string, currency: string): unknown {
  const trimmed = text.trim();
  if (kind === 'text' || kind === 'day' || kind === 'yearDay') return trimmed === '' ? undefined : trimmed;
  if (kind === 'money') return decimalToMinor(trimmed, currency);
  if (kind === 'weekdays') {
    const days = trimmed.split(',').map(Number);
    return days.every((day) => Number.isInteger(day) && day >= 1 && day <= 7) ? days : undefined;
  }
  const number = Number(trimmed.replace(',', '.').replace('−', '-'));
  if (trimmed === '' || !Number.isFinite(number)) return undefined;
  return kind === 'percent' ? Math.round(number * 100) : number;
}

export function toDraft(rule: Rule, currency: string): RuleDraft {
  const fields = RULES[rule.kind]?.fields ?? [];
  const names = new Set(fields.map(({ name }) => name));
  return {
    kind: rule.kind,
    texts: Object.fromEntries(fields.map(({ name, kind }) => [name, write(kind, rule[name], currency)])),
    rest: Object.fromEntries(Object.entries(rule).filter(([name]) => name !== 'kind' && !names.has(name))),
  };
}

/** The rule, or which of its fields is not right. */
export function fromDraft({ kind, texts, rest }: RuleDraft, currency: string): Rule | string {
  const rule: Record<string, unknown> = {};
  for (const field of RULES[kind]?.fields ?? []) {
    const text = texts[field.name] ?? '';
    if (text.trim() === '' && field.optional === true) continue;
    const value = read(field.kind, text, currency);
    if (value === undefined) return field.name;
    rule[field.name] = value;
  }
  return { ...rest, ...rule, kind };
}
