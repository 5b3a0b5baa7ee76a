import { payment } from '../http/payment.ts';

/** A payment moved on. To its user. */
export const paymentUpdated = payment;
