import { z } from 'zod';
import { kind } from './kind.ts';

export const withdrawalReturned = kind({
  name: 'Withdrawals that came back',
  data: z.object({
    withdrawalId: z.uuid(),
    amountMinor: z.int(),
    currency: z.string().length(3),
    /** The end of the account number, such as `…4821`. */
    to: z.string(),
  }),
  mail: true,
  title: ({ amountMinor, currency }, { money }) => `${money(amountMinor, currency)} came back`,
  text: ({ to }) =>
    `It had been paid out, but the bank of the account ${to} sent it back. The money is in your wallet again; check the account and try once more.`,
  link: () => '/wallet',
});
