import type { PriceClass } from '@docket/contracts/catalog/price-class';
import { decimalToMinor } from '@docket/contracts/money/currency';

/** A price class as it is typed in: so many percent of the full price of each zone, and its rules; empty is none. */
export type ClassDraft = {
  readonly name: string;
  readonly percent: string;
  readonly perFullPrice: string;
  readonly perBooking: string;
  readonly share: string;
  readonly proof: string;
  readonly withVoucher: boolean;
  /** Of a class that is on sale: its id, and its prices, which stay as they are while no percentage is typed. */
  readonly kept?: { readonly id: string; readonly prices: Readonly<Record<string, number>> };
};

export const NEW_CLASS: ClassDraft = {
  name: '',
  percent: '50',
  perFullPrice: '',
  perBooking: '',
  share: '',
  proof: '',
  withVoucher: false,
};
export const NO_CLASSES: readonly ClassDraft[] = [];

/** A class that is on sale, to be changed: as a percentage of the full prices if it is one of all of them. */
export function draftOfClass(
  { class: id, name, prices, rules }: PriceClass,
  full: readonly { readonly zone: string; readonly priceMinor: number }[],
): ClassDraft {
  const percent = Array.from({ length: 101 }, (_, at) => at).find((each) =>
    full.every(({ zone, priceMinor }) => prices[zone] === Math.floor((priceMinor * each) / 100)),
  );
  const text = (rule: number | undefined) => (rule === undefined ? '' : String(rule));
  return {
    name,
    percent: text(percent),
    perFullPrice: text(rules.perFullPrice),
    perBooking: text(rules.perBooking),
    share: text(rules.share),
    proof: rules.proof ?? '',
    withVoucher: rules.withVoucher === true,
    kept: { id, prices },
  };
}

/** What is wrong with drafts that what is sent does not show, by field. */
export function wrongInClasses(drafts: readonly ClassDraft[]): Readonly<Record<string, string>> {
  return Object.fromEntries(
    drafts.flatMap(({ percent, kept }, at) =>
      percent.trim() === '' && kept === undefined ? [[`classes.${at}.prices`, 'A percentage, 0 to 100'] as const] : [],
    ),
  );
}

/** `Child (up to 12)` is `child-up-to-12`. */
function idOf(name: string): string {
  return name
    .normalize('NFD')
    .toLowerCase()
    .replaceAll(/[^a-z0-9]+/g, '-')
    .replaceAll(/^-+|-+$/g, '')
    .slice(0, 30);
}

/** What is sent for them. Prices are rounded down to the minor unit. */
export function classesOf(drafts: readonly ClassDraft[], prices: Readonly<Record<string, string>>, currency: string) {
  return drafts.map(({ name, percent, proof, withVoucher, kept, ...limits }) => ({
    class: kept?.id ?? idOf(name),
    name,
    prices:
      percent === '' && kept !== undefined
        ? kept.prices
        : Object.fromEntries(
            Object.entries(prices).flatMap(([zone, price]) => {
              const full = decimalToMinor(price, currency);
              return full === undefined ? [] : [[zone, Math.floor((full * Number(percent)) / 100)] as const];
            }),
          ),
    rules: {
      ...(proof.trim() === '' ? {} : { proof }),
      ...(withVoucher ? { withVoucher } : {}),
      ...Object.fromEntries(
        Object.entries(limits).flatMap(([rule, value]) => (value === '' ? [] : [[rule, Number(value)] as const])),
      ),
    },
  }));
}
