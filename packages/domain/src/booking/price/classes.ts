import { FULL_PRICE, type PriceClass } from '@docket/contracts/catalog/price-class';

/** A seat as it is wanted. */
export type Wish = { readonly label: string; readonly zone: string; readonly class: string };

/** What of a voucher matters to classes: those it names. */
export type Opens = { readonly classes: readonly string[] } | null;

/**
 * Why these seats cannot be had together in these classes; none when they can. The one place that reads the rules of classes, but for `share`, which is
 * counted where seats are taken.
 */
export function classFaults(classes: readonly PriceClass[], wishes: readonly Wish[], voucher: Opens): string[] {
  const full = wishes.filter((wish) => wish.class === FULL_PRICE).length;
  return [...Map.groupBy(wishes, (wish) => wish.class)].flatMap(([id, seats]) => {
    if (id === FULL_PRICE) return [];
    const terms = classes.find((each) => each.class === id);
    if (terms === undefined) return [`this show has no class ${JSON.stringify(id)}`];
    const { rules, name, prices } = terms;
    const faults = seats
      .filter(({ zone }) => prices[zone] === undefined)
      .map(({ label, zone }) => `${label} is in the zone ${JSON.stringify(zone)}, which is not sold as ${name}`);
    if (rules.withVoucher === true && voucher?.classes.includes(id) !== true)
      faults.push(`${name} needs a voucher for it`);
    if (rules.perBooking !== undefined && seats.length > rules.perBooking)
      faults.push(`at most ${rules.perBooking} of one booking are ${name}`);
    if (rules.perFullPrice !== undefined && seats.length > rules.perFullPrice * full)
      faults.push(`${name} comes with a seat at the full price, ${rules.perFullPrice} with each at most`);
    return faults;
  });
}
