import { DocketError } from '@docket/contracts/errors';
import { FULL_PRICE } from '@docket/contracts/catalog/price-class';
import { getSeatMap } from '../../catalog/hall/get-plan.ts';
import type { Ctx } from '../../spine/ctx.ts';
import { findVoucher, type FoundVoucher } from '../voucher/find.ts';
import type { Wish } from './classes.ts';
import { isFor } from './discount.ts';
import type { Extras } from './extras.ts';

export type Choice = {
  readonly wishes: readonly Wish[];
  readonly voucher: FoundVoucher | null;
  readonly extras: Extras;
};

type Asked = {
  readonly showId: string;
  readonly classes?: Readonly<Record<string, string>> | undefined;
  readonly voucher?: string | undefined;
};

/**
 * Which classes and voucher a request for seats names; undefined for one at the full price, which costs nothing to find out.
 * @throws DocketError class_not_allowed for seats that are not asked for, voucher_invalid
 */
export async function readChoice(
  ctx: Ctx,
  asked: Asked,
  hallId: string,
  seats: readonly { readonly label: string; readonly seat: number }[],
  places: readonly { readonly name: string; readonly count: number }[],
): Promise<Choice | undefined> {
  const { classes = {}, showId } = asked;
  const others = Object.keys(classes).filter((label) => !seats.some((seat) => seat.label === label));
  if (others.length > 0)
    throw new DocketError('class_not_allowed', `A class is given for ${others.join(', ')}, which is not asked for.`, {
      fields: others.map((label) => ({ path: `body.classes.${label}`, message: 'is not among body.seats' })),
    });
  const plain = Object.values(classes).every((id) => id === FULL_PRICE);
  if (plain && asked.voucher === undefined) return undefined;
  const { bySeat } = await getSeatMap(ctx, hallId);
  const standing = places.flatMap(({ name, count }) =>
    Array.from({ length: count }, () => ({ label: name, zone: '', class: FULL_PRICE })),
  );
  const seated = seats.map(({ label, seat }) => ({
    label,
    zone: bySeat.get(seat)?.zone ?? '',
    class: classes[label] ?? FULL_PRICE,
  }));
  const wishes = [...seated, ...standing];
  const voucher = asked.voucher === undefined ? null : await findVoucher(ctx, { code: asked.voucher, showId });
  if (voucher !== null && !wishes.some((wish) => isFor(voucher, wish.class)))
    throw new DocketError('voucher_invalid', `The voucher is only for ${voucher.classes.join(', ')}.`, {
      fields: [{ path: 'body.voucher', message: 'is for none of these seats' }],
    });
  const extras = {
    classes: Object.fromEntries(Object.entries(classes).filter(([, id]) => id !== FULL_PRICE)),
    voucher: voucher === null ? null : { id: voucher.id, code: voucher.code },
  };
  return { wishes, voucher, extras };
}
