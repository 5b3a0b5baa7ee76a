import * as contract from '@docket/contracts/http/invariants';
import { checkInvariants } from '@docket/domain/invariants';
import { bankStatements } from '@docket/providers/bank/statements';
import type { BankClientSettings } from '@docket/runtime/settings/bank';
import type { Mount } from '../http/mount.ts';

/** The page does not wait longer for the bank, ms. */
const PATIENCE_MS = 3_000;

export function mountInvariants(mount: Mount, { config }: { readonly config: BankClientSettings }): void {
  const { BANK_URL: baseUrl, BANK_API_KEY: apiKey } = config;
  const bank =
    baseUrl === undefined || apiKey === undefined
      ? undefined
      : bankStatements({ baseUrl, apiKey, patienceMs: PATIENCE_MS });
  mount(contract.getAdminInvariants, ({ ctx }) => checkInvariants(ctx, bank));
  mount(contract.getInvariants, ({ ctx }) => checkInvariants(ctx, bank));
}
