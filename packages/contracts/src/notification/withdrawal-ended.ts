import { z } from 'zod';
import { kind } from './kind.ts';

export const withdrawalEnded = kind({
  name: 'Withdrawals',
  data: z.object({
    withdrawalId: z.uuid(),
    amountMinor: z.int(),
    currency: z.string().length(3),
    paid: z.boolean(),
    /** The end of the account number, such as `…4821`. */
    to: z.string(),
  }),
  mail: true,
  title: ({ amountMinor, currency, paid }, { money }) =>
    paid ? `${money(amountMinor, currency)} is on its way` : `${money(amountMinor, currency)} could not be paid out`,
  text: ({ paid, to }) =>
    paid
      ? `Your bank has it for the account ${to}.`
      : `The bank refused the account ${to}. The money is in your wallet again; check the account and try once more.`,
  link: () => '/wallet',
});
