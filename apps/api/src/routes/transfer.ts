import * as contract from '@docket/contracts/http/transfer';
import type { PaymentProviders } from '@docket/domain/payment/providers';
import { recordArrival } from '@docket/domain/payment/transfer/record-arrival';
import { recordPaidBack } from '@docket/domain/payment/transfer/record-paid-back';
import { reactions } from '@docket/domain/reactions';
import type { Mount } from '../http/mount.ts';

export function mountTransfer(mount: Mount, { providers }: { readonly providers: PaymentProviders }): void {
  mount(contract.recordArrival, ({ ctx, params, body }) =>
    recordArrival(ctx, { ...params, ...body }, providers, reactions),
  );
  mount(contract.recordPaidBack, ({ ctx, params, body }) =>
    recordPaidBack(ctx, { ...params, ...body }, providers, reactions),
  );
}
