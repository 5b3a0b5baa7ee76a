import type { RatePlan } from '@docket/contracts/http/rates';
import { decimalToMinor, minorToDecimal } from '@docket/contracts/money/currency';
import { useState } from 'react';
import { z } from 'zod';
import { Button } from '../../../ui/button.tsx';
import { Field, Select } from '../../../ui/field.tsx';
import { Notice } from '../../../ui/notice.tsx';
import { Failure } from '../../../ui/states.tsx';
import { usePlanActs } from '../api/rates.ts';

const fee = z.object({
  kind: z.enum(['free', 'nights', 'percent', 'fixed', 'all']),
  nights: z.number().optional(),
  percent: z.number().optional(),
  minor: z.number().optional(),
});
/** As the API shows it; the server parses it by the shape that refunds are made of. */
const terms = z.object({
  steps: z.array(z.object({ daysBefore: z.number(), at: z.string(), fee })),
  after: fee,
});
type Fee = z.infer<typeof fee>;

type FeeDraft = { readonly kind: Fee['kind']; readonly amount: string };
type StepDraft = { readonly days: string; readonly at: string; readonly fee: FeeDraft };

const FEES: readonly { readonly value: Fee['kind']; readonly label: string }[] = [
  { value: 'free', label: 'Nothing' },
  { value: 'nights', label: 'First nights' },
  { value: 'percent', label: 'Percent' },
  { value: 'fixed', label: 'Amount' },
  { value: 'all', label: 'All of it' },
];

function toDraft({ kind, nights, percent, minor }: Fee, currency: string): FeeDraft {
  if (kind === 'nights') return { kind, amount: String(nights ?? 1) };
  if (kind === 'percent') return { kind, amount: String((percent ?? 0) / 100) };
  if (kind === 'fixed') return { kind, amount: minorToDecimal(minor ?? 0, currency) };
  return { kind, amount: '' };
}

/** What the API takes; undefined where the amount is none. */
function fromDraft({ kind, amount }: FeeDraft, currency: string): Fee | undefined {
  if (kind === 'free' || kind === 'all') return { kind };
  if (kind === 'fixed') {
    const minor = decimalToMinor(amount, currency);
    return minor === undefined ? undefined : { kind, minor };
  }
  const number = Number(amount.replace(',', '.'));
  if (amount.trim() === '' || !Number.isFinite(number) || number < 0) return undefined;
  return kind === 'nights' ? { kind, nights: number } : { kind, percent: Math.round(number * 100) };
}

type PlanTermsProps = { readonly slug: string; readonly plan: RatePlan; readonly currency: string };

/** What giving a stay back costs, step by step, from far to near. */
export function PlanTerms({ slug, plan, currency }: PlanTermsProps) {
  const { change } = usePlanActs(slug, plan.planId);
  const known = terms.safeParse(plan.policy).data ?? { steps: [], after: { kind: 'all' as const } };
  const [steps, setSteps] = useState<readonly StepDraft[]>(() =>
    known.steps.map((each) => ({ days: String(each.daysBefore), at: each.at, fee: toDraft(each.fee, currency) })),
  );
  const [after, setAfter] = useState<FeeDraft>(() => toDraft(known.after, currency));
  const [wrong, setWrong] = useState<string>();
  const edit = (at: number, step: Partial<StepDraft>) => {
    setWrong(undefined);
    setSteps(steps.map((each, index) => (index === at ? { ...each, ...step } : each)));
  };
  const save = () => {
    if (change.isPending) return;
    const last = fromDraft(after, currency);
    const read = steps.flatMap((step) => {
      const cost = fromDraft(step.fee, currency);
      return cost === undefined || !/^\d{1,3}$/.test(step.days.trim())
        ? []
        : [{ daysBefore: Number(step.days), at: step.at, fee: cost }];
    });
    if (last === undefined || read.length < steps.length)
      return setWrong('Each step needs its days before arrival, a time, and what is kept.');
    change.mutate({ policy: { steps: read, after: last } });
  };
  const feeFields = (draft: FeeDraft, set: (draft: FeeDraft) => void, label: string) => (
    <>
      <Select
        label={label}
        className="min-w-32 [&_select]:min-h-11"
        value={draft.kind}
        options={FEES}
        onChange={(value) => {
          const kind = FEES.find((each) => each.value === value)?.value;
          if (kind !== undefined) set({ kind, amount: '' });
        }}
      />
      {draft.kind !== 'free' && draft.kind !== 'all' && (
        <Field
          label={draft.kind === 'fixed' ? currency : draft.kind === 'nights' ? 'Nights' : '%'}
          inputMode="decimal"
          className="w-24 [&_input]:min-h-11"
          value={draft.amount}
          onChange={(event) => set({ ...draft, amount: event.target.value })}
        />
      )}
    </>
  );
  return (
    <form
      className="grid gap-3 border-t border-line pt-4"
      onSubmit={(event) => {
        event.preventDefault();
        save();
      }}
    >
      <h3 className="font-semibold">Cancellation</h3>
      {steps.map((step, at) => (
        <fieldset key={at} className="flex flex-wrap items-end gap-3">
          <legend className="sr-only">Step {at + 1}</legend>
          <Field
            label="Until days before"
            inputMode="numeric"
            className="w-32 [&_input]:min-h-11"
            value={step.days}
            onChange={(event) => edit(at, { days: event.target.value })}
          />
          <Field
            label="At"
            type="time"
            className="w-32 [&_input]:min-h-11"
            value={step.at}
            onChange={(event) => edit(at, { at: event.target.value })}
          />
          {feeFields(step.fee, (draft) => edit(at, { fee: draft }), 'Kept')}
          <Button className="min-h-11" onClick={() => setSteps(steps.filter((_, index) => index !== at))}>
            Remove<span className="sr-only"> step {at + 1}</span>
          </Button>
        </fieldset>
      ))}
      <div className="flex flex-wrap items-end gap-3">
        {feeFields(
          after,
          (draft) => {
            setWrong(undefined);
            setAfter(draft);
          },
          'After that, and of no-shows',
        )}
      </div>
      <div className="flex flex-wrap gap-2">
        <Button
          className="min-h-11"
          onClick={() => setSteps([...steps, { days: '1', at: '18:00', fee: { kind: 'free', amount: '' } }])}
        >
          Add a step
        </Button>
        <Button type="submit" variant="primary" className="min-h-11" busy={change.isPending}>
          Save terms
        </Button>
      </div>
      <p className="text-sm text-muted">Stays that are quoted or sold keep the terms that they were sold under.</p>
      {wrong !== undefined && (
        <p role="alert" className="text-sm text-bad">
          {wrong}
        </p>
      )}
      {change.error !== null && <Failure error={change.error} />}
      {change.data !== undefined && <Notice tone="ok" role="status" title="Saved" />}
    </form>
  );
}
