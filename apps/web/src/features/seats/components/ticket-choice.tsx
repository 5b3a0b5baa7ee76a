import type { PlanSeat } from '@docket/contracts/catalog/seat';
import { FULL_PRICE, type PriceClass } from '@docket/contracts/catalog/price-class';
import { useEffect, useRef } from 'react';
import { formatMoney } from '../../../lib/money.ts';
import { Field, Select } from '../../../ui/field.tsx';

/** What each chosen seat costs and as what it is bought, by its label; and the code of a voucher. */
export type Tickets = { readonly classes: Readonly<Record<string, string>>; readonly voucher: string };
export const FULL_TICKETS: Tickets = { classes: {}, voucher: '' };

/** As what a seat is bought: the class that was chosen for it, where its zone is sold in it. */
export function classOf(seat: PlanSeat, tickets: Tickets, classes: readonly PriceClass[]): PriceClass | undefined {
  return classes.find((each) => each.class === tickets.classes[seat.label] && each.prices[seat.zone] !== undefined);
}

type TicketChoiceProps = {
  readonly seats: readonly PlanSeat[];
  readonly classes: readonly PriceClass[];
  readonly tickets: Tickets;
  readonly currency: string;
  /** Full price of a seat, minor units. */
  readonly fullPriceOf: (seat: PlanSeat) => number;
  /** Why the voucher was refused, and which refusal that is: the focus goes to its field for each. */
  readonly refused: { readonly words: string; readonly refusal: unknown } | undefined;
  readonly onChange: (tickets: Tickets) => void;
};

/** Adult, child, member: a choice for each seat, where the show has such prices, and the voucher. */
export function TicketChoice({ seats, classes, tickets, currency, fullPriceOf, refused, onChange }: TicketChoiceProps) {
  const voucher = useRef<HTMLInputElement>(null);
  const refusal = refused?.refusal;
  useEffect(() => {
    if (refusal === undefined) return;
    voucher.current?.focus({ preventScroll: true });
    // The bar of the choice lies over the lower end of the page.
    voucher.current?.scrollIntoView({ block: 'center' });
  }, [refusal]);
  const proofs = seats.flatMap((seat) => classOf(seat, tickets, classes)?.rules.proof ?? []);
  return (
    <fieldset className="grid gap-3 box p-4" data-testid="tickets">
      <legend className="caption px-1">Tickets</legend>
      {classes.length > 0 && (
        <ul className="grid gap-3 sm:grid-cols-2">
          {seats.map((seat) => (
            <li key={seat.seat}>
              <Select
                label={`Seat ${seat.label}`}
                value={classOf(seat, tickets, classes)?.class ?? FULL_PRICE}
                onChange={(id) => onChange({ ...tickets, classes: { ...tickets.classes, [seat.label]: id } })}
                options={[
                  { value: FULL_PRICE, label: `Full price, ${formatMoney(fullPriceOf(seat), currency)}` },
                  ...classes.flatMap(({ class: id, name, prices }) => {
                    const price = prices[seat.zone];
                    return price === undefined
                      ? []
                      : [{ value: id, label: `${name}, ${formatMoney(price, currency)}` }];
                  }),
                ]}
              />
            </li>
          ))}
        </ul>
      )}
      {proofs.length > 0 && (
        <p className="text-sm text-muted">To be shown at the door: {[...new Set(proofs)].join(', ')}.</p>
      )}
      <Field
        ref={voucher}
        label="Voucher (optional)"
        error={refused?.words}
        className="max-w-60"
        autoCapitalize="characters"
        autoComplete="off"
        spellCheck={false}
        value={tickets.voucher}
        onChange={(event) => onChange({ ...tickets, voucher: event.target.value.toUpperCase() })}
      />
    </fieldset>
  );
}
