import { payoutDestination, type PayoutDestination } from '@docket/contracts/payment/destination';
import type { Withdrawal, WithdrawalStatus } from '@docket/contracts/http/wallet';
import { userChannel } from '@docket/contracts/events/envelope';
import { minorOf } from '../ledger/account-rows.ts';
import type { NewEvent } from '../spine/emit.ts';

export type WithdrawalRow = {
  id: string;
  user_id: string;
  sequence: number;
  amount: string;
  currency: string;
  destination: unknown;
  status: WithdrawalStatus;
  provider: string;
  provider_ref: string | null;
  failure: string | null;
  transfer_id: string;
  attempt: number;
  revision: number;
  created_at: Date;
  updated_at: Date;
};

export const WITHDRAWAL_COLUMNS =
  'id, user_id, sequence, amount, currency, destination, status, provider, provider_ref, failure, transfer_id, attempt, revision, created_at, updated_at';

export function destinationOf(row: Pick<WithdrawalRow, 'destination'>): PayoutDestination {
  return payoutDestination.parse(row.destination);
}

/** The beginning and the end of a number, by which its owner knows it. */
function masked(text: string, first: number): string {
  return `${text.slice(0, first)}…${text.slice(-4)}`;
}

export function shown(destination: PayoutDestination): Withdrawal['destination'] {
  const { type, name } = destination;
  switch (destination.type) {
    case 'iban':
      return { type, name, to: masked(destination.iban, 4) };
    case 'in_account':
      return { type, name, to: `${masked(destination.accountNumber, 0)}, ${destination.ifsc}` };
    case 'vpa':
      return { type, name, to: destination.vpa };
    default:
      return destination satisfies never;
  }
}

export function toWithdrawal(row: WithdrawalRow): Withdrawal {
  return {
    withdrawalId: row.id,
    sequence: row.sequence,
    status: row.status,
    revision: row.revision,
    amountMinor: minorOf(row.amount),
    currency: row.currency,
    destination: shown(destinationOf(row)),
    failure: row.failure,
    createdAt: row.created_at.toISOString(),
    updatedAt: row.updated_at.toISOString(),
  };
}

/** Tells its user how a withdrawal stands. */
export function told(row: WithdrawalRow): NewEvent {
  return { channel: userChannel(row.user_id), type: 'withdrawal.updated', data: toWithdrawal(row) };
}
