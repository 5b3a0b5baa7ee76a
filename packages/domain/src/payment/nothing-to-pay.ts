import { DocketError } from '@docket/contracts/errors';
import type { Payable } from './payable.ts';

/** A kind of thing that nobody can pay for yet. Money cannot come for it, for no attempt to pay begins. */
export const nothingToPay: Payable = {
  lock: async () => undefined,
  async begin() {
    throw new DocketError('nothing_to_pay', 'Nobody can pay for this here.');
  },
  failed: async () => undefined,
  async paid() {
    throw new Error('money came for something that nobody can pay for');
  },
};
