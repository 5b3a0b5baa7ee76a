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
  return drafts.map(({ name, percent, proof, withVoucher, ...limits }) => ({
    class: idOf(name),
    name,
    prices: Object.fromEntries(
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
