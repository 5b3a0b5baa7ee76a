import { USUAL_TERMS, type RefundTerms } from '@docket/contracts/catalog/refund-terms';
import { changeShow, type ShowDetail } from '@docket/contracts/http/show';
import { decimalToMinor, minorToDecimal } from '@docket/contracts/money/currency';
import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { docket } from '../../../lib/docket.ts';
import { plural } from '../../../lib/format.ts';
import { serverClock } from '../../../lib/server-clock.ts';
import { useForm } from '../../../lib/use-form.ts';
import { Button } from '../../../ui/button.tsx';
import { Field } from '../../../ui/field.tsx';
import { Notice } from '../../../ui/notice.tsx';
import { Failure } from '../../../ui/states.tsx';
import { showQuery } from '../../catalog/api/queries.ts';
import { classesOf, draftOfClass, wrongInClasses, type ClassDraft } from '../price-classes.ts';
import { ClassFields } from './class-fields.tsx';
import { FormDialog } from './form-dialog.tsx';

/** Prices, opening and limits of a show, as far as its sale lets them be changed. */
type ChangeShowProps = {
  readonly show: ShowDetail;
  /** How many seats are held or sold: then prices stay as they are. */
  readonly taken: number;
};

export function ChangeShow({ show, taken }: ChangeShowProps) {
  const [open, setOpen] = useState(false);
  if (Date.parse(show.startsAt) <= serverClock.now()) return null;
  return (
    <>
      <Button className="min-h-11" onClick={() => setOpen(true)}>
        Change prices and sale
      </Button>
      {open && (
        <FormDialog title="Change prices and sale" onClose={() => setOpen(false)}>
          <ShowForm show={show} taken={taken} onClose={() => setOpen(false)} />
        </FormDialog>
      )}
    </>
  );
}

/** As an input of date and time takes it, by the clock of whoever looks. */
function localInput(instant: string): string {
  const at = new Date(instant);
  return new Date(at.getTime() - at.getTimezoneOffset() * 60_000).toISOString().slice(0, 16);
}

/** Hours as people type them; minutes that make no whole hours as a part of one. */
const hoursOf = ({ minutes }: RefundTerms): string => String(Math.round((minutes / 60) * 100) / 100);

function ShowForm({ show, taken, onClose }: ChangeShowProps & { readonly onClose: () => void }) {
  const queryClient = useQueryClient();
  const before = Date.parse(show.saleOpensAt) > serverClock.now();
  // What a device has kept of a version before has none.
  const terms: RefundTerms = (show as Partial<ShowDetail>).refund ?? USUAL_TERMS;
  const initial = {
    prices: Object.fromEntries(
      show.zones.map(({ zone, priceMinor }) => [zone, minorToDecimal(priceMinor, show.currency)]),
    ) as Readonly<Record<string, string>>,
    classes: show.classes.map((each) => draftOfClass(each, show.zones)) as readonly ClassDraft[],
    seatsPerUser: String(show.seatsPerUser),
    saleOpensAt: localInput(show.saleOpensAt),
    waitingRoom: show.waitingRoom,
    backHours: hoursOf(terms),
    backPercent: String(terms.percent),
  };
  const form = useForm({
    initial,
    schema: changeShow.body,
    names: { seatsPerUser: 'seatsPerUser', 'refund.minutes': 'backHours', 'refund.percent': 'backPercent' },
    body: (draft) => {
      const changed = show.zones.some(({ zone }) => draft.prices[zone] !== initial.prices[zone]);
      return {
        ...(JSON.stringify(draft.classes) === JSON.stringify(initial.classes) && !changed
          ? {}
          : { classes: classesOf(draft.classes, draft.prices, show.currency) }),
        ...(changed
          ? {
              prices: Object.fromEntries(
                Object.entries(draft.prices).map(([zone, price]) => [zone, decimalToMinor(price, show.currency)]),
              ),
            }
          : {}),
        ...(draft.seatsPerUser === initial.seatsPerUser ? {} : { seatsPerUser: Number(draft.seatsPerUser) }),
        ...(draft.backHours === initial.backHours && draft.backPercent === initial.backPercent
          ? {}
          : { refund: { minutes: Math.round(Number(draft.backHours) * 60), percent: Number(draft.backPercent) } }),
        ...(before && draft.saleOpensAt !== initial.saleOpensAt && draft.saleOpensAt !== ''
          ? { saleOpensAt: new Date(draft.saleOpensAt).toISOString() }
          : {}),
        ...(before && draft.waitingRoom !== initial.waitingRoom ? { waitingRoom: draft.waitingRoom } : {}),
      };
    },
    check: ({ prices, classes }) => ({
      ...wrongInClasses(classes),
      ...Object.fromEntries(
        show.zones
          .filter(({ zone }) => decimalToMinor(prices[zone] ?? '', show.currency) === undefined)
          .map(({ zone }) => [`prices.${zone}`, 'An amount, such as 12.50']),
      ),
    }),
    send: (body) => docket.call(changeShow, { params: { id: show.showId }, body }),
    onDone: async (changed) => {
      queryClient.setQueryData(showQuery(show.showId).queryKey, changed);
      await queryClient.invalidateQueries({ queryKey: ['shows'] });
      onClose();
    },
  });
  const { draft, set } = form;
  return (
    <form {...form.props} className="grid gap-4">
      <Notice tone={taken > 0 ? 'limit' : 'note'} title={taken > 0 ? 'Prices and terms stay as they are' : undefined}>
        <p data-testid="price-rule">
          {taken > 0
            ? `${plural(taken, 'seat is', 'seats are')} held or sold at these prices and terms. They can change when none is. The most seats per person can change at any time.`
            : 'Prices and refund terms can change while no seat is held or sold.'}
          {!before && ' The sale has begun, so when it opens and the waiting room stay too.'}
        </p>
      </Notice>
      <fieldset disabled={taken > 0} className="box grid grid-cols-2 items-start gap-4 p-4 sm:grid-cols-3">
        <legend className="caption px-1">Prices in {show.currency}</legend>
        {show.zones.map((zone) => (
          <Field
            key={zone.zone}
            label={zone.name}
            inputMode="decimal"
            name={`prices.${zone.zone}`}
            error={form.bind(`prices.${zone.zone}`).error}
            value={draft.prices[zone.zone] ?? ''}
            onChange={(event) => set({ prices: { ...draft.prices, [zone.zone]: event.target.value } })}
          />
        ))}
      </fieldset>
      <fieldset disabled={taken > 0} className="box grid grid-cols-2 items-start gap-4 p-4">
        <legend className="caption px-1">Refunds</legend>
        <Field label="Refundable until (hours before the show)" inputMode="decimal" {...form.text('backHours')} />
        <Field label="Refund (percent)" inputMode="numeric" hint="0 means no refunds" {...form.text('backPercent')} />
      </fieldset>
      <ClassFields
        classes={draft.classes}
        onChange={(classes) => set({ classes })}
        errorAt={(field) => form.bind(field).error}
        disabled={taken > 0}
      />
      <div className="grid items-start gap-4 sm:grid-cols-2">
        <Field label="Maximum seats per person" type="number" {...form.text('seatsPerUser')} required={false} />
        {before && (
          <Field
            label="Sale opens"
            hint="Your local time"
            type="datetime-local"
            {...form.text('saleOpensAt')}
            required={false}
          />
        )}
      </div>
      {before && (
        <label className="flex min-h-10 items-center gap-2">
          <input
            type="checkbox"
            className="size-4"
            checked={draft.waitingRoom}
            onChange={(event) => set({ waitingRoom: event.target.checked })}
          />
          Buyers come through the waiting room
        </label>
      )}
      {form.failure !== null && <Failure error={form.failure} />}
      <div className="flex justify-end gap-2">
        <Button onClick={onClose}>Close</Button>
        <Button variant="primary" {...form.button}>
          Save
        </Button>
      </div>
    </form>
  );
}
