import { z } from 'zod';
import { refundReason } from '../payment/status.ts';
import { kind } from './kind.ts';

const WHY: Readonly<Record<z.infer<typeof refundReason>, string>> = {
  requested: 'It was agreed with you.',
  booking_cancelled: 'You gave up the booking.',
  trip_cancelled: 'You gave up the trip.',
  stay_walked: 'The house had no room for you.',
  stay_not_come: 'You did not come, and the terms leave you that much.',
  show_cancelled: 'The show is cancelled.',
  show_moved: 'The show was moved, and you gave your seats back.',
  too_late: 'The payment came after the seats had gone to others.',
  paid_twice: 'It had been paid for already.',
  account_deleted: 'The account that it was for is deleted.',
};

export const refundDone = kind({
  name: 'Refunds',
  data: z.object({ paymentId: z.uuid(), amountMinor: z.int(), currency: z.string().length(3), reason: refundReason }),
  mail: true,
  title: ({ amountMinor, currency }, { money }) => `${money(amountMinor, currency)} went back to you`,
  text: ({ reason }) => `${WHY[reason]} It went to where it came from; banks may take a few days to show it.`,
  link: ({ paymentId }) => `/payments/${paymentId}`,
});
