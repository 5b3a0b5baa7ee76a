import { z } from 'zod';
import { seconds } from './forms.ts';
import { ConfigError, settledSlice, type SettingsOf } from './slice.ts';

const name = {
  form: z.string().trim().min(2).max(70).optional(),
  expects:
    'give the name on the account that people transfer to, or unset all of TRANSFER_…: nothing is paid by transfer to it then',
} as const;
const currency = {
  form: z
    .string()
    .regex(/^[A-Z]{3}$/)
    .optional(),
  expects: 'give the currency of the account (ISO 4217), such as INR',
} as const;
const iban = {
  form: z
    .string()
    .regex(/^[A-Z]{2}\d{2}[A-Z0-9]{11,30}$/)
    .optional(),
  expects: 'give the IBAN of the account without spaces, or TRANSFER_ACCOUNT_NUMBER and TRANSFER_IFSC',
} as const;
const accountNumber = {
  form: z
    .string()
    .regex(/^\d{9,18}$/)
    .optional(),
  expects: 'give the number of the account, 9 to 18 digits, beside TRANSFER_IFSC',
} as const;
const ifsc = {
  form: z
    .string()
    .regex(/^[A-Z]{4}0[A-Z0-9]{6}$/)
    .optional(),
  expects: 'give the IFSC of its branch, such as SBIN0001234, beside TRANSFER_ACCOUNT_NUMBER',
} as const;

/** The account, and how long one has to pay to it, seconds. */
export type TransferAccount = {
  readonly name: string;
  readonly currency: string;
  readonly iban: string | null;
  readonly accountNumber: string | null;
  readonly ifsc: string | null;
  readonly seconds: number;
};

/** The account that people transfer money to by hand, where an operator looks whether it has come. Without one nobody is told to. */
export const transferSlice = settledSlice(
  {
    TRANSFER_NAME: name,
    TRANSFER_CURRENCY: currency,
    TRANSFER_IBAN: iban,
    TRANSFER_ACCOUNT_NUMBER: accountNumber,
    TRANSFER_IFSC: ifsc,
    /** How long a buyer has for it. What is paid for is kept so long. */
    TRANSFER_SECONDS: seconds(86_400, 60, 'how long somebody has who pays by transfer'),
  },
  (values): { readonly transfer: TransferAccount | undefined } => {
    const given = [
      values.TRANSFER_NAME,
      values.TRANSFER_CURRENCY,
      values.TRANSFER_IBAN,
      values.TRANSFER_ACCOUNT_NUMBER,
      values.TRANSFER_IFSC,
    ];
    if (given.every((value) => value === undefined)) return { transfer: undefined };
    const lacks = (what: string, { expects }: { readonly expects: string }) =>
      new ConfigError([`${what} is not set, and others of TRANSFER_… are: ${expects}`]);
    if (values.TRANSFER_NAME === undefined) throw lacks('TRANSFER_NAME', name);
    if (values.TRANSFER_CURRENCY === undefined) throw lacks('TRANSFER_CURRENCY', currency);
    const indian = values.TRANSFER_ACCOUNT_NUMBER !== undefined || values.TRANSFER_IFSC !== undefined;
    if (indian && values.TRANSFER_ACCOUNT_NUMBER === undefined) throw lacks('TRANSFER_ACCOUNT_NUMBER', accountNumber);
    if (indian && values.TRANSFER_IFSC === undefined) throw lacks('TRANSFER_IFSC', ifsc);
    if (!indian && values.TRANSFER_IBAN === undefined) throw lacks('TRANSFER_IBAN', iban);
    return {
      transfer: {
        name: values.TRANSFER_NAME,
        currency: values.TRANSFER_CURRENCY,
        iban: values.TRANSFER_IBAN ?? null,
        accountNumber: values.TRANSFER_ACCOUNT_NUMBER ?? null,
        ifsc: values.TRANSFER_IFSC ?? null,
        seconds: values.TRANSFER_SECONDS,
      },
    };
  },
);
export type TransferSettings = SettingsOf<typeof transferSlice>;
