import type { RatePlan } from '@docket/contracts/http/rates';
import { decimalToMinor, minorToDecimal } from '@docket/contracts/money/currency';
import { useState } from 'react';
import { formatMoney } from '../../../lib/money.ts';
import { Button } from '../../../ui/button.tsx';
import { Field, Select } from '../../../ui/field.tsx';
import { Notice } from '../../../ui/notice.tsx';
import { Failure } from '../../../ui/states.tsx';
import { dayWords } from '../../hotel/days.ts';
import { usePlanActs } from '../api/rates.ts';
import { fromDraft, RULES, toDraft, type Rule, type RuleDraft } from '../plan-draft.ts';

type PlanRulesProps = { readonly slug: string; readonly plan: RatePlan; readonly currency: string };

/** Base price and rules of a plan: tried out on the next nights, then saved. */
export function PlanRules({ slug, plan, currency }: PlanRulesProps) {
  const { tryOut, change } = usePlanActs(slug, plan.planId);
  const [base, setBase] = useState<string>(minorToDecimal(plan.baseMinor, currency));
  const [drafts, setDrafts] = useState<readonly RuleDraft[]>(() => plan.rules.map((rule) => toDraft(rule, currency)));
  const [wrong, setWrong] = useState<{ readonly at: number; readonly field: string }>();
  const touched = () => {
    setWrong(undefined);
    tryOut.reset();
    change.reset();
  };
  const edit = (at: number, draft: RuleDraft) => {
    touched();
    setDrafts(drafts.map((each, index) => (index === at ? draft : each)));
  };
  const read = (): { baseMinor: number; rules: Rule[] } | undefined => {
    const baseMinor = decimalToMinor(base, currency);
    if (baseMinor === undefined) {
      setWrong({ at: -1, field: 'base' });
      return undefined;
    }
    const rules: Rule[] = [];
    for (const [at, draft] of drafts.entries()) {
      const rule = fromDraft(draft, currency);
      if (typeof rule === 'string') {
        setWrong({ at, field: rule });
        return undefined;
      }
      rules.push(rule);
    }
    return { baseMinor, rules };
  };
  const busy = tryOut.isPending || change.isPending;
  const send = (act: 'try' | 'save') => {
    const body = read();
    if (body === undefined || busy) return;
    if (act === 'try') tryOut.mutate(body);
    else change.mutate(body);
  };
  return (
    <form
      className="grid gap-3"
      onSubmit={(event) => {
        event.preventDefault();
        send('try');
      }}
    >
      <Field
        label={`Base price of a night, ${currency}`}
        inputMode="decimal"
        className="max-w-56 [&_input]:min-h-11"
        error={wrong?.field === 'base' ? `Give an amount in ${currency}` : undefined}
        value={base}
        onChange={(event) => {
          touched();
          setBase(event.target.value);
        }}
      />
      {drafts.map((draft, at) => (
        <fieldset key={at} className="flex flex-wrap items-end gap-3 border-t border-line pt-3">
          <legend className="sr-only">Rule {at + 1}</legend>
          <Select
            label={`Rule ${at + 1}`}
            className="min-w-44 [&_select]:min-h-11"
            value={draft.kind}
            options={[
              ...Object.entries(RULES).map(([value, { word }]) => ({ value, label: word })),
              ...(draft.kind in RULES ? [] : [{ value: draft.kind, label: 'More guests' }]),
            ]}
            onChange={(kind) => edit(at, { kind, texts: { label: draft.texts['label'] ?? '' }, rest: {} })}
          />
          {RULES[draft.kind]?.fields.map((field) => (
            <Field
              key={field.name}
              label={field.label}
              type={field.kind === 'day' ? 'date' : 'text'}
              className={field.kind === 'text' ? 'min-w-36 grow [&_input]:min-h-11' : 'w-36 [&_input]:min-h-11'}
              maxLength={100}
              error={wrong?.at === at && wrong.field === field.name ? 'This is not right' : undefined}
              value={draft.texts[field.name] ?? ''}
              onChange={(event) => edit(at, { ...draft, texts: { ...draft.texts, [field.name]: event.target.value } })}
            />
          ))}
          <Button
            className="min-h-11"
            onClick={() => {
              touched();
              setDrafts(drafts.filter((_, index) => index !== at));
            }}
          >
            Remove<span className="sr-only"> rule {at + 1}</span>
          </Button>
        </fieldset>
      ))}
      <div className="flex flex-wrap gap-2">
        <Button
          className="min-h-11"
          onClick={() => {
            touched();
            setDrafts([...drafts, { kind: 'weekday', texts: {}, rest: {} }]);
          }}
        >
          Add a rule
        </Button>
        <Button type="submit" className="min-h-11" busy={tryOut.isPending}>
          Try it out
        </Button>
        <Button variant="primary" className="min-h-11" busy={change.isPending} onClick={() => send('save')}>
          Save prices
        </Button>
      </div>
      {change.error !== null && <Failure error={change.error} />}
      {tryOut.error !== null && <Failure error={tryOut.error} />}
      {change.data !== undefined && <Notice tone="ok" role="status" title="Saved" />}
      {tryOut.data !== undefined && <Prices data={tryOut.data.data} currency={currency} />}
    </form>
  );
}

type Prices = {
  readonly data: readonly {
    readonly night: string;
    readonly beforeMinor: number | null;
    readonly afterMinor: number | null;
  }[];
  readonly currency: string;
};

function Prices({ data, currency }: Prices) {
  const money = (minor: number | null) => (minor === null ? 'no price' : formatMoney(minor, currency));
  const other = data.filter(({ beforeMinor, afterMinor }) => beforeMinor !== afterMinor);
  if (other.length === 0) return <Notice tone="note" role="status" title="The next 30 nights cost the same as now" />;
  return (
    <div className="grid gap-2" role="status">
      <p className="text-sm font-medium">
        {other.length} of the next {data.length} nights cost two adults something else:
      </p>
      <ul className="grid grid-cols-1 gap-x-6 text-sm min-[440px]:grid-cols-2 lg:grid-cols-3" data-testid="tried">
        {other.map(({ night, beforeMinor, afterMinor }) => (
          <li key={night} className="flex flex-wrap justify-between gap-x-3 border-b border-line py-1 tabular-nums">
            <span>{dayWords(night)}</span>
            <span className={afterMinor === null ? 'text-bad' : ''}>
              <span className="text-muted line-through">{money(beforeMinor)}</span> {money(afterMinor)}
            </span>
          </li>
        ))}
      </ul>
    </div>
  );
}
