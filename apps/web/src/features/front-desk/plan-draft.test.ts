import { describe, expect, it } from 'vitest';
import { fromDraft, toDraft, type Rule } from './plan-draft.ts';

describe('rules as they are typed', () => {
  it('come back as they were', () => {
    const rules: Rule[] = [
      { kind: 'weekday', days: [5, 6], percent: 1_250, label: 'Weekend' },
      { kind: 'lead_time', maxDays: 3, percent: -800, label: 'Late' },
      { kind: 'bounds', minMinor: 200_000 },
      // The form has no fields for it, and keeps it.
      { kind: 'guests', extraAdultMinor: 5, children: [] },
    ];
    for (const rule of rules) expect(fromDraft(toDraft(rule, 'INR'), 'INR')).toEqual(rule);
  });

  it('say which field is not right', () => {
    const draft = toDraft({ kind: 'weekday', days: [5], percent: 100, label: 'x' }, 'INR');
    expect(fromDraft({ ...draft, texts: { ...draft.texts, days: '8' } }, 'INR')).toBe('days');
    expect(fromDraft({ ...draft, texts: { ...draft.texts, percent: 'much' } }, 'INR')).toBe('percent');
    expect(fromDraft({ ...draft, texts: { ...draft.texts, label: ' ' } }, 'INR')).toBe('label');
  });
});
