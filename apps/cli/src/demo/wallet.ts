import { createPayment, listPaymentMethods } from '@docket/contracts/http/payment';
import { createDeposit, createWithdrawal, getWallet, type Withdrawal } from '@docket/contracts/http/wallet';
import { minorToDecimal } from '@docket/contracts/money/currency';
import { print } from '../output.ts';
import { describeBooking } from './booking-lines.ts';
import { enter, findShow, until, type Buyer } from './buyer.ts';
import { payAtTheBank } from './pay-at-the-bank.ts';

/** Put into the wallet beyond what the seat costs, minor units. */
const BEYOND = 25_000;

/** What the socket told of a wallet. */
type News = { readonly withdrawals: Withdrawal[]; moved: number };

function line(name: string, text: string): void {
  print(`  ${name.padEnd(10)}  ${text}`);
}

async function balance({ docket }: Buyer, currency: string): Promise<number> {
  const { balances } = await docket.call(getWallet);
  return balances.find((each) => each.currency === currency)?.availableMinor ?? 0;
}

/** Puts so much into the wallet by net banking. */
async function payIn({ name, docket }: Buyer, amount: number, currency: string): Promise<void> {
  const { depositId } = await docket.call(createDeposit, { body: { amount, currency } });
  const { redirectUrl } = await docket.call(createPayment, {
    body: { depositId, paymentMethod: 'netbanking', amount, currency },
  });
  if (redirectUrl === null) throw new Error('net banking leads to no page of the bank');
  line(name, `pays ${minorToDecimal(amount, currency)} ${currency} into the wallet at ${new URL(redirectUrl).origin}`);
  await payAtTheBank(redirectUrl, 'ravi');
}

/** Holds a seat, pays for it out of the wallet, and withdraws the rest. Returns what went wrong. */
async function useWallet(buyer: Buyer, news: News, aborted: AbortSignal): Promise<(string | undefined)[]> {
  const { docket } = buyer;
  const found = await findShow(docket, 1);
  if (found === undefined) return ['no show is on sale to everybody'];
  const { bookingId } = await docket.book({ kind: 'seats', showId: found.show.showId, seats: [...found.seats] });
  const status = () => buyer.news.filter((each) => each.bookingId === bookingId).at(-1);
  const held = await until('the hold', () => status() !== undefined, aborted);
  const booking = status();
  if (booking?.priceMinor == null || booking.currency === null) return [held ?? 'the seat was not held'];
  const { priceMinor, currency } = booking;
  await payIn(buyer, priceMinor + BEYOND, currency);
  const problems = [await until('the money in the wallet', () => news.moved > 0, aborted)];
  await docket.call(createPayment, { body: { bookingId, paymentMethod: 'wallet', amount: priceMinor, currency } });
  problems.push(await until('the seat', () => status()?.status === 'CONFIRMED', aborted));
  const rest = await balance(buyer, currency);
  if (rest !== BEYOND) problems.push(`the wallet has ${rest} left instead of ${BEYOND}`);
  const { withdrawalId } = await docket.call(createWithdrawal, {
    body: { amount: rest, currency, destination: { type: 'vpa', vpa: 'ravi@docketbank', name: 'Ravi' } },
  });
  const withdrawn = () => news.withdrawals.filter((each) => each.withdrawalId === withdrawalId).at(-1)?.status;
  problems.push(await until('the withdrawal', () => withdrawn() === 'PAID' || withdrawn() === 'FAILED', aborted));
  if (withdrawn() !== 'PAID') problems.push(`the withdrawal is ${withdrawn() ?? 'not heard of'}`);
  const left = await balance(buyer, currency);
  if (left !== 0) problems.push(`the wallet has ${left} left after all of it was withdrawn`);
  return problems;
}

/**
 * Somebody puts money into a wallet at the bank, pays a seat out of it, and withdraws what is left; printed as the socket tells it. Nothing, where no bank is
 * asked. Returns what was not as it has to be.
 */
export async function emptyWallet(url: string, aborted: AbortSignal): Promise<readonly string[]> {
  const buyer = await enter(url, 'chitra');
  const { name, docket } = buyer;
  try {
    const { data } = await docket.call(listPaymentMethods, { query: { amount: BEYOND, currency: 'INR' } });
    const offered = (wanted: string): boolean => data.some(({ method, available }) => method === wanted && available);
    if (!offered('netbanking') || !offered('wallet')) return [];
    print('\nA wallet: money in at the bank, a seat paid with it, and the rest out again');
    const news: News = { withdrawals: [], moved: 0 };
    const leave = docket.realtime.listen({
      event(event) {
        if (event.type === 'wallet.updated') news.moved += 1;
        if (event.type === 'booking.updated') {
          buyer.news.push(event.data);
          print(describeBooking(name, event.data));
        }
        if (event.type !== 'withdrawal.updated') return;
        news.withdrawals.push(event.data);
        const { amountMinor, currency, status, destination } = event.data;
        line(
          name,
          `withdrawal.updated  ${minorToDecimal(amountMinor, currency)} ${currency} to ${destination.to} ${status.toLowerCase()}`,
        );
      },
    });
    const live = await until('that the socket is open', () => docket.realtime.state === 'live', aborted);
    const problems = [live, ...(live === undefined ? await useWallet(buyer, news, aborted) : [])];
    leave();
    return problems.filter((text) => text !== undefined);
  } catch (error) {
    return [`wallet: ${error instanceof Error ? error.message : String(error)}`];
  } finally {
    docket.close();
  }
}
