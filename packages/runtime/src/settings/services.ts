import { bankClientSlice, bankServerSlice } from './bank.ts';
import { bookingSlice } from './booking.ts';
import { apiSlice, edgeSlice, workerHttpSlice } from './http.ts';
import { firstAdminSlice } from './identity.ts';
import { judgeQueueSlice, judgingSlice } from './judge.ts';
import { mailSlice, publicUrlSlice } from './mail.ts';
import { outgoingWebhooksSlice, pushKeySlice, vapidSlice } from './outgoing.ts';
import { paymentSlice } from './payment.ts';
import { processSlice } from './process.ts';
import { queueBoardSlice } from './queue-board.ts';
import { razorpaySlice } from './razorpay.ts';
import { realtimePortSlice, realtimeTokenSlice, realtimeUrlSlice } from './realtime.ts';
import { reconciliationSlice } from './reconciliation.ts';
import { realtimeLimitsSlice } from './realtime-limits.ts';
import { databaseSlice, redisSlice } from './servers.ts';
import type { SettingsOfAll, Slice } from './slice.ts';
import { signInSlice } from './sign-in.ts';
import { stripeSlice } from './stripe.ts';
import { doorSlice, ticketSigningSlice } from './ticket.ts';
import { transferSlice } from './transfer.ts';
import { tripSlice } from './trip.ts';
import { waitingListSlice } from './waiting-list.ts';
import { roomControlSlice, roomPassSlice } from './waiting-room.ts';
import { webhookAddressesSlice, webhookSecretsSlice, webhooksSlice } from './webhooks.ts';
import { workerSlice } from './worker.ts';

/** What each service reads, and so what it is to be given. Nothing else of the environment reaches it. */
const common = [processSlice, databaseSlice, redisSlice] as const;

/** Of those that ask providers how payments stand. */
const payingSlices = [paymentSlice, bankClientSlice, stripeSlice, razorpaySlice, transferSlice] as const;

export const apiSlices = [
  ...common,
  edgeSlice,
  apiSlice,
  firstAdminSlice,
  realtimePortSlice,
  realtimeTokenSlice,
  realtimeUrlSlice,
  queueBoardSlice,
  judgeQueueSlice,
  bookingSlice,
  tripSlice,
  roomPassSlice,
  ticketSigningSlice,
  doorSlice,
  publicUrlSlice,
  signInSlice,
  ...payingSlices,
  pushKeySlice,
  outgoingWebhooksSlice,
] as const;
export type ApiSettings = SettingsOfAll<typeof apiSlices>;

export const realtimeSlices = [
  ...common,
  edgeSlice,
  realtimePortSlice,
  realtimeTokenSlice,
  realtimeLimitsSlice,
] as const;
export type RealtimeSettings = SettingsOfAll<typeof realtimeSlices>;

/** Of every worker; each of its areas reads its own besides. */
export const workerSlices = [...common, workerHttpSlice, workerSlice] as const;
export type WorkerProcessSettings = SettingsOfAll<typeof workerSlices>;

export const judgeAreaSlices = [judgingSlice] as const;
export const bookingAreaSlices = [bookingSlice, tripSlice, roomControlSlice, roomPassSlice, waitingListSlice] as const;
export type BookingAreaSettings = SettingsOfAll<typeof bookingAreaSlices>;

export const mailAreaSlices = [publicUrlSlice, mailSlice] as const;
export type MailAreaSettings = SettingsOfAll<typeof mailAreaSlices>;

export const moneyAreaSlices = [...payingSlices, reconciliationSlice] as const;
export type MoneyAreaSettings = SettingsOfAll<typeof moneyAreaSlices>;

/** Calls to others: push services, and endpoints of merchants. */
export const outgoingAreaSlices = [publicUrlSlice, vapidSlice, outgoingWebhooksSlice] as const;
export type OutgoingAreaSettings = SettingsOfAll<typeof outgoingAreaSlices>;

/** Boards of contests: what they need is in the database. */
export const contestAreaSlices = [] as const;

/** The bank that ships for development; it has neither our database nor our Redis. */
export const bankSlices = [processSlice, bankServerSlice] as const;
export type BankSettings = SettingsOfAll<typeof bankSlices>;

/** Every area of the worker, by the name it has in WORKER_AREAS. */
export const workerAreaSlices = {
  judge: judgeAreaSlices,
  booking: bookingAreaSlices,
  mail: mailAreaSlices,
  money: moneyAreaSlices,
  outgoing: outgoingAreaSlices,
  contest: contestAreaSlices,
} as const;
export type WorkerAreaName = keyof typeof workerAreaSlices;

/** It knows neither Redis nor the role of the others. */
export const webhooksSlices = [processSlice, webhooksSlice, webhookSecretsSlice, webhookAddressesSlice] as const;

/** By the names under which `npm start` runs them; a worker there works on all areas. */
export const servicesSlices = {
  api: apiSlices,
  realtime: realtimeSlices,
  worker: [...workerSlices, ...Object.values(workerAreaSlices).flat()],
  bank: bankSlices,
  webhooks: webhooksSlices,
} as const;

export function variableNames(slices: readonly Slice<unknown>[]): Set<string> {
  return new Set(slices.flatMap(({ variables }) => Object.keys(variables)));
}

/** Every variable that some service reads. */
export const allSlices: readonly Slice<unknown>[] = [...new Set(Object.values(servicesSlices).flat())];
