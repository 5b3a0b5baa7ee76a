import { quoteStay, searchHotels, type HotelHit } from '@docket/contracts/http/hotel';
import { createPayment, listPaymentMethods } from '@docket/contracts/http/payment';
import { suggestPlaces } from '@docket/contracts/http/place';
import { cancelTrip, createTrip, type Trip } from '@docket/contracts/http/trip';
import { minorToDecimal } from '@docket/contracts/money/currency';
import { print } from '../output.ts';
import { enter, until, type Buyer } from './buyer.ts';
import { payAtTheBank } from './pay-at-the-bank.ts';

/** What the bank of the demo pays in. */
const CURRENCY = 'INR';
const COUNTRY = 'IN';
const DAYS_AHEAD = 30;
const NIGHTS = 2;

function line(name: string, text: string): void {
  print(`  ${name.padEnd(10)}  ${text}`);
}

function money(amountMinor: number, currency: string): string {
  return `${minorToDecimal(amountMinor, currency)} ${currency}`;
}

function describeTrip(trip: Trip): string {
  const rest = trip.refundMinor === null ? '' : `, ${money(trip.refundMinor, trip.currency)} come back`;
  return `trip.updated  ${trip.reference}  ${trip.title}  ${trip.status.toLowerCase()}, ${money(trip.totalMinor, trip.currency)}${rest}`;
}

function day(ahead: number): string {
  return new Date(Date.now() + ahead * 86_400_000).toISOString().slice(0, 10);
}

/** A stay that can be given back for nothing, in a town where the bank's money is spent. */
async function findStay(
  { docket }: Buyer,
  dates: { arrival: string; departure: string },
): Promise<HotelHit | undefined> {
  const { data: places } = await docket.call(suggestPlaces, { query: { q: '', limit: 20 } });
  for (const { slug } of places.filter(({ country }) => country === COUNTRY)) {
    const { data } = await docket.call(searchHotels, {
      query: { place: slug, ...dates, freeCancellation: 'true', sort: 'price' },
    });
    const [hit] = data.filter(({ offer }) => offer.currency === CURRENCY);
    if (hit !== undefined) return hit;
  }
  return undefined;
}

/** Has a stay quoted, holds it, pays for it at the bank and gives it back. Returns what went wrong. */
async function travel(buyer: Buyer, news: readonly Trip[], aborted: AbortSignal): Promise<(string | undefined)[]> {
  const { name, docket } = buyer;
  const dates = { arrival: day(DAYS_AHEAD), departure: day(DAYS_AHEAD + NIGHTS) };
  const hit = await findStay(buyer, dates);
  if (hit === undefined) return ['no stay can be had that is given back for nothing'];
  const { planId } = hit.offer;
  const quote = await docket.call(quoteStay, { body: { planId, ...dates, adults: 2, childAges: [], rooms: 1 } });
  const { totalMinor, currency } = quote.price;
  line(name, `is quoted ${money(totalMinor, currency)} for ${quote.roomType}, ${hit.name}, ${hit.place.name}`);
  const { tripId } = await docket.call(createTrip, {
    body: { parts: [{ kind: 'stay', quoteId: quote.quoteId }], guest: { name: 'Diya Menon' } },
  });
  const status = () => news.filter((each) => each.tripId === tripId).at(-1);
  const problems = [await until('the hold', () => status() !== undefined, aborted)];
  if (status()?.status !== 'HELD') return [...problems, `the trip is ${status()?.status ?? 'not heard of'}`];
  const { redirectUrl } = await docket.call(createPayment, {
    body: { tripId, paymentMethod: 'netbanking', amount: totalMinor, currency },
  });
  if (redirectUrl === null) return [...problems, 'net banking leads to no page of the bank'];
  line(name, `pays at ${new URL(redirectUrl).origin}`);
  await payAtTheBank(redirectUrl, 'ravi');
  problems.push(await until('the trip', () => status()?.status === 'CONFIRMED', aborted));
  const given = await docket.call(cancelTrip, { params: { id: tripId }, query: { fee: 0 } });
  if (given.refundMinor !== totalMinor) problems.push(`of ${totalMinor} for the trip ${given.refundMinor} come back`);
  problems.push(await until('the end of the trip', () => status()?.status === 'CANCELLED', aborted));
  return problems;
}

/**
 * Somebody finds a stay, pays for it at the bank and gives it back, printed as the socket tells it. Nothing, where no bank is asked. Returns what was not as
 * it has to be.
 */
export async function takeTrip(url: string, aborted: AbortSignal): Promise<readonly string[]> {
  const buyer = await enter(url, 'diya');
  const { name, docket } = buyer;
  try {
    const { data } = await docket.call(listPaymentMethods, { query: { amount: 100_000, currency: CURRENCY } });
    if (!data.some(({ method, available }) => method === 'netbanking' && available)) return [];
    print('\nA trip: a stay is found, held, paid for and given back in time');
    const news: Trip[] = [];
    const leave = docket.realtime.listen({
      event(event) {
        if (event.type !== 'trip.updated') return;
        news.push(event.data);
        line(name, describeTrip(event.data));
      },
    });
    const live = await until('that the socket is open', () => docket.realtime.state === 'live', aborted);
    const problems = [live, ...(live === undefined ? await travel(buyer, news, aborted) : [])];
    leave();
    return problems.filter((text) => text !== undefined);
  } catch (error) {
    return [`trip: ${error instanceof Error ? error.message : String(error)}`];
  } finally {
    docket.close();
  }
}
