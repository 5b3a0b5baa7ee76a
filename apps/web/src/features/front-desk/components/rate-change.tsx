import type { RateChange, RatePlan } from '@docket/contracts/http/rates';
import { decimalToMinor } from '@docket/contracts/money/currency';
import { useState } from 'react';
import { plural } from '../../../lib/format.ts';
import { formatMoney } from '../../../lib/money.ts';
import { Button } from '../../../ui/button.tsx';
import { ConfirmDialog } from '../../../ui/confirm-dialog.tsx';
import { Field, Select } from '../../../ui/field.tsx';
import { Notice } from '../../../ui/notice.tsx';
import { Failure } from '../../../ui/states.tsx';
import { addDays, dayWords } from '../../hotel/days.ts';
import { useRateActs, type Rates, type RatesPreview } from '../api/rates.ts';
import { boundsOf, nightMarks, type Selection } from '../rate-grid.ts';

const WEEKDAYS = ['Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat', 'Sun'];
const ALL = [1, 2, 3, 4, 5, 6, 7];
/** Lines of a preview that are shown; the others are counted. */
const LINES = 60;

type Draft = {
  readonly how: 'keep' | 'set' | 'more' | 'less' | 'usual';
  readonly amount: string;
  readonly minStay: string;
  readonly closed: '' | 'yes' | 'no';
  readonly arrival: '' | 'yes' | 'no';
  readonly departure: '' | 'yes' | 'no';
};
const NOTHING: Draft = { how: 'keep', amount: '', minStay: '', closed: '', arrival: '', departure: '' };

/** What a draft asks for, or what is wrong with it. */
function readDraft(draft: Draft, currency: string): RateChange | string {
  const change: { -readonly [K in keyof RateChange]: RateChange[K] } = {};
  if (draft.how === 'usual') change.price = { kind: 'usual' };
  if (draft.how === 'set') {
    const minor = decimalToMinor(draft.amount, currency);
    if (minor === undefined) return `Give an amount in ${currency}`;
    change.price = { kind: 'set', minor };
  }
  if (draft.how === 'more' || draft.how === 'less') {
    const percent = Math.round(Number(draft.amount.replace(',', '.')) * 100);
    if (!(percent > 0) || percent > (draft.how === 'less' ? 10_000 : 100_000)) return 'Give a percentage, such as 12.5';
    change.price = { kind: 'percent', percent: draft.how === 'less' ? -percent : percent };
  }
  if (draft.minStay !== '') {
    const nights = Number(draft.minStay);
    if (!Number.isInteger(nights) || nights < 0 || nights > 60)
      return 'The shortest stay is 1 to 60 nights, or 0 for as usual';
    change.minStay = nights === 0 ? null : nights;
  }
  if (draft.closed !== '') change.closed = draft.closed === 'yes';
  if (draft.arrival !== '') change.closedToArrival = draft.arrival === 'no';
  if (draft.departure !== '') change.closedToDeparture = draft.departure === 'no';
  return Object.keys(change).length === 0 ? 'Choose what to change' : change;
}

type RateChangeFormProps = {
  readonly slug: string;
  readonly rates: Rates;
  readonly plans: readonly RatePlan[];
  readonly selection: Selection | undefined;
};

/** Changes the nights that are marked: first it is shown what that comes to, then it is written. */
export function RateChangeForm({ slug, rates, plans, selection }: RateChangeFormProps) {
  const { preview, write } = useRateActs(slug);
  const [draft, setDraft] = useState<Draft>(NOTHING);
  const [weekdays, setWeekdays] = useState<readonly number[]>(ALL);
  const [wrong, setWrong] = useState<string>();
  const set = (change: Partial<Draft>) => {
    setDraft({ ...draft, ...change });
    setWrong(undefined);
    preview.reset();
  };
  if (selection === undefined) return <p className="text-sm text-muted">Mark nights above to change them.</p>;
  const { top, bottom, left, right } = boundsOf(selection);
  const chosen = plans.slice(top, bottom + 1);
  const [from, last] = [rates.nights[left], rates.nights[right]];
  if (from === undefined || last === undefined) return null;
  const ask = () => {
    if (preview.isPending) return;
    const change = readDraft(draft, rates.currency);
    if (typeof change === 'string') return setWrong(change);
    if (weekdays.length === 0) return setWrong('Choose a weekday');
    preview.mutate({
      planIds: chosen.map(({ planId }) => planId),
      from,
      to: addDays(last, 1),
      weekdays: [...weekdays],
      change,
    });
  };
  const isMoney = draft.how === 'set';
  const hasAmount = isMoney || draft.how === 'more' || draft.how === 'less';
  const yesNo = (yes: string, no: string) => [
    { value: '', label: 'As it is' },
    { value: 'yes', label: yes },
    { value: 'no', label: no },
  ];
  const choice = (value: string): '' | 'yes' | 'no' => (value === 'yes' || value === 'no' ? value : '');
  return (
    <>
      <form
        className="grid gap-3 box px-4 py-3"
        aria-label="Change the marked nights"
        onSubmit={(event) => {
          event.preventDefault();
          ask();
        }}
      >
        <p className="font-semibold">
          {chosen.map(({ name }) => name).join(', ')}: {dayWords(from)}
          {last !== from && ` to ${dayWords(last)}`}
        </p>
        {last !== from && (
          <fieldset className="flex flex-wrap gap-1.5">
            <legend className="caption mb-1.5">On these nights</legend>
            {WEEKDAYS.map((word, at) => (
              <label
                key={word}
                className="flex min-h-11 cursor-pointer items-center gap-1.5 rounded-md border border-edge/60 bg-card px-2.5 text-sm has-checked:border-primary has-focus-visible:outline-2 has-focus-visible:outline-primary"
              >
                <input
                  type="checkbox"
                  checked={weekdays.includes(at + 1)}
                  onChange={(event) => {
                    preview.reset();
                    setWrong(undefined);
                    setWeekdays(
                      event.target.checked ? [...weekdays, at + 1] : weekdays.filter((day) => day !== at + 1),
                    );
                  }}
                />
                {word}
              </label>
            ))}
          </fieldset>
        )}
        <div className="grid grid-cols-1 items-end gap-3 min-[440px]:grid-cols-2 md:grid-cols-3 lg:grid-cols-6">
          <Select
            label="Price"
            className="[&_select]:min-h-11"
            value={draft.how}
            options={[
              { value: 'keep', label: 'As it is' },
              { value: 'set', label: 'Set to' },
              { value: 'more', label: 'Raise by %' },
              { value: 'less', label: 'Lower by %' },
              { value: 'usual', label: 'As the plan' },
            ]}
            onChange={(value) => {
              const how = (['keep', 'set', 'more', 'less', 'usual'] as const).find((one) => one === value);
              set({ how: how ?? 'keep' });
            }}
          />
          <Field
            label={isMoney ? `Amount, ${rates.currency}` : 'Percent'}
            inputMode="decimal"
            className="[&_input]:min-h-11"
            disabled={!hasAmount}
            value={hasAmount ? draft.amount : ''}
            onChange={(event) => set({ amount: event.target.value })}
          />
          <Field
            label="Shortest stay"
            inputMode="numeric"
            placeholder="As it is"
            className="[&_input]:min-h-11"
            value={draft.minStay}
            onChange={(event) => set({ minStay: event.target.value })}
          />
          <Select
            label="Sale"
            className="[&_select]:min-h-11"
            value={draft.closed}
            options={yesNo('Closed', 'Open')}
            onChange={(value) => set({ closed: choice(value) })}
          />
          <Select
            label="Arrival"
            className="[&_select]:min-h-11"
            value={draft.arrival}
            options={yesNo('Allowed', 'Not allowed')}
            onChange={(value) => set({ arrival: choice(value) })}
          />
          <Select
            label="Departure"
            className="[&_select]:min-h-11"
            value={draft.departure}
            options={yesNo('Allowed', 'Not allowed')}
            onChange={(value) => set({ departure: choice(value) })}
          />
        </div>
        {wrong !== undefined && (
          <p role="alert" className="text-sm text-bad">
            {wrong}
          </p>
        )}
        {preview.error !== null && <Failure error={preview.error} />}
        <Button type="submit" variant="primary" className="min-h-11 justify-self-start" busy={preview.isPending}>
          See what changes
        </Button>
        {preview.data?.cells.length === 0 && (
          <Notice tone="note" role="status" title="Nothing changes: these nights are like that already" />
        )}
        {write.data !== undefined && preview.data === undefined && (
          <Notice tone="ok" role="status" title={`${plural(write.data.changed, 'night')} changed`} />
        )}
      </form>
      {/* Not in the form, which would hear the dialog’s own being sent. */}
      {preview.data !== undefined && preview.data.cells.length > 0 && (
        <ConfirmDialog
          title={`Change ${plural(preview.data.cells.length, 'night')}?`}
          action={`Change ${plural(preview.data.cells.length, 'night')}`}
          keep="Change nothing"
          busy={write.isPending}
          error={write.error}
          onConfirm={() =>
            write.mutate(toWrite(preview.data), {
              onSuccess: () => {
                preview.reset();
                setDraft(NOTHING);
              },
            })
          }
          onClose={() => {
            preview.reset();
            write.reset();
          }}
        >
          <Changes preview={preview.data} plans={plans} currency={rates.currency} />
        </ConfirmDialog>
      )}
    </>
  );
}

/** Each night as it is to be. */
function toWrite({ revision, cells }: RatesPreview) {
  return {
    revision,
    cells: cells.map(({ planId, after }) => {
      const { guestMinor: _, ...night } = after;
      return { planId, ...night };
    }),
  };
}

type ChangesProps = { readonly preview: RatesPreview; readonly plans: readonly RatePlan[]; readonly currency: string };

function Changes({ preview: { cells }, plans, currency }: ChangesProps) {
  const money = (minor: number | null) => (minor === null ? '–' : formatMoney(minor, currency));
  const nameOf = (id: string) => plans.find(({ planId }) => planId === id)?.name ?? '';
  return (
    <div className="grid gap-2 text-sm">
      <p className="text-muted">What two adults pay a night, without taxes. What is quoted or sold stays as it was.</p>
      <ul className="max-h-72 divide-y divide-line overflow-y-auto" data-testid="changes">
        {cells.slice(0, LINES).map(({ planId, before, after }) => (
          <li key={`${planId} ${after.night}`} className="grid gap-x-3 py-1.5 sm:grid-cols-[minmax(0,1fr)_auto]">
            <span className="min-w-0 wrap-anywhere">
              {dayWords(after.night)}, {nameOf(planId)}
            </span>
            <span className="tabular-nums">
              {before.guestMinor === after.guestMinor ? (
                money(after.guestMinor)
              ) : (
                <>
                  <span className="text-muted line-through">{money(before.guestMinor)}</span> {money(after.guestMinor)}
                </>
              )}
              {nightMarks(after).length > 0 && <span className="text-limit"> {nightMarks(after).join(', ')}</span>}
            </span>
          </li>
        ))}
      </ul>
      {cells.length > LINES && <p className="text-muted">and {plural(cells.length - LINES, 'more night')}.</p>}
    </div>
  );
}
