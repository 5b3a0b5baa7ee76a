import { z } from 'zod';
import { instant } from '../time/instant.ts';
import { MANAGERS } from '../access.ts';
import { currencyCode } from '../lists.ts';
import { alone, inOrder } from '../pairs.ts';
import { priceClassId } from '../catalog/price-class.ts';
import { page, pageQuery, route, timestamp, uuid } from './route.ts';

/** A code is the same in capitals and small letters. */
export const voucherCode = z
  .string()
  .trim()
  .regex(/^[A-Za-z0-9][A-Za-z0-9-]{2,39}$/, 'use 3 to 40 letters, digits and dashes')
  .transform((code) => code.toUpperCase());

const terms = {
  /** Off the seats it is for: percent of their price, rounded down to the minor unit... */
  percent: z.int().min(1).max(100).optional(),
  /** ...or an amount in minor units of `currency`, at most what they cost. Neither: it only opens a class that needs one. */
  amountMinor: z.int().min(1).max(100_000_000).optional(),
  currency: currencyCode.optional(),
  /** Bookings it is good for, and how many of them may be one person's. */
  quota: z.int().min(1).max(1_000_000),
  perUser: z.int().min(1).max(1_000).optional(),
  validFrom: instant.optional(),
  validUntil: instant.optional(),
  /** Only for these shows; for all without it. */
  showIds: z.array(uuid).max(200).default([]),
  /** Only for seats of these classes (`full` for the full price); for all without it. */
  classes: z.array(priceClassId).max(20).default([]),
};

export const voucher = z.object({
  voucherId: uuid,
  code: z.string(),
  percent: z.int().nullable(),
  amountMinor: z.int().nullable(),
  currency: z.string().nullable(),
  quota: z.int(),
  perUser: z.int().nullable(),
  validFrom: timestamp.nullable(),
  validUntil: timestamp.nullable(),
  showIds: z.array(uuid),
  classes: z.array(z.string()),
  /** Bookings that hold it now, and that were confirmed with it. */
  held: z.int(),
  used: z.int(),
  createdAt: timestamp,
  /** Since then nothing is booked with it. */
  withdrawnAt: timestamp.nullable().default(null),
});
export type Voucher = z.infer<typeof voucher>;

export const createVoucher = route({
  method: 'POST',
  path: '/vouchers',
  access: MANAGERS,
  status: 201,
  idempotent: true,
  summary: 'Make a voucher: a code that takes something off the price, or opens a price class, so many times',
  exact: true,
  body: z
    .object({ code: voucherCode, ...terms })
    .check(inOrder('validFrom', 'validUntil'))
    .check(inOrder('perUser', 'quota'))
    .check(alone('percent', ['amountMinor', 'currency']))
    .check((context) => {
      const { amountMinor, currency } = context.value;
      if ((amountMinor === undefined) === (currency === undefined)) return;
      for (const field of ['amountMinor', 'currency'])
        context.issues.push({
          code: 'custom',
          path: [field],
          message: 'an amount needs its currency, and the other way round',
          input: context.value,
        });
    }),
  example: { code: 'SPRING-25', percent: 25, quota: 100, perUser: 1 },
  response: voucher,
  errors: ['invalid_request', 'unauthenticated', 'forbidden', 'voucher_taken', 'show_not_found'],
});

export const listVouchers = route({
  method: 'GET',
  path: '/vouchers',
  access: MANAGERS,
  status: 200,
  summary: 'Vouchers with how often each was used, newest first',
  query: z.object(pageQuery),
  response: page(voucher),
  errors: ['unauthenticated', 'forbidden', 'invalid_request'],
});

export const withdrawVoucher = route({
  method: 'POST',
  path: '/vouchers/:id/withdraw',
  access: MANAGERS,
  status: 200,
  idempotent: 'state',
  summary:
    'Withdraw a voucher for good: nothing more is booked with it; bookings that hold it or were confirmed with it keep its price',
  params: z.object({ id: uuid }),
  response: voucher,
  errors: ['unauthenticated', 'forbidden', 'voucher_not_found'],
});
