import { cancelBooking, type Booking, type BookingReceipt } from '@docket/contracts/http/booking';
import { showChannel } from '@docket/contracts/events/booking';
import { getShowSeats } from '@docket/contracts/http/show-seats';
import type { ShowTime } from '@docket/contracts/http/show';
import { createPayment, listPaymentMethods } from '@docket/contracts/http/payment';
import { print } from '../output.ts';
import { describeBooking, describeSeats } from './booking-lines.ts';
import { enter, findShow, until, type Buyer } from './buyer.ts';
import { payAtTheBank } from './pay-at-the-bank.ts';

/** The statuses that the socket told of a booking, oldest first. */
function told({ news }: Buyer, { bookingId }: BookingReceipt): string[] {
  return news.filter((each) => each.bookingId === bookingId).map(({ status }) => status);
}

/** Two people want overlapping seats at the same moment; the one who loses takes what is offered, and gives it up again. Returns what went wrong. */
async function race(
  buyers: readonly [Buyer, Buyer],
  showId: string,
  seats: readonly string[],
  aborted: AbortSignal,
): Promise<(string | undefined)[]> {
  const wanted = [seats.slice(0, 2), seats.slice(1)];
  const placed = await Promise.all(
    buyers.map(({ docket }, at) => docket.book({ kind: 'seats', showId, seats: [...(wanted[at] ?? [])] })),
  );
  const decided = await until(
    'who got the seats',
    () => buyers.every((buyer, at) => told(buyer, placed[at] ?? { bookingId: '', status: 'QUEUED' }).length > 0),
    aborted,
  );
  if (decided !== undefined) return [decided];
  const outcomes = buyers.map((buyer, at) => ({
    buyer,
    booking: buyer.news.find((each) => each.bookingId === placed[at]?.bookingId),
  }));
  const winner = outcomes.find(({ booking }) => booking?.status === 'HELD');
  const loser = outcomes.find(({ booking }) => booking?.status === 'REFUSED');
  if (winner?.booking === undefined || loser?.booking === undefined)
    return [
      `of two bookings for the same seat one is to be held and one refused, but they are ${outcomes.map(({ booking }) => booking?.status).join(' and ')}`,
    ];

  const bought = winner.booking;
  await pay(winner.buyer, bought);
  const problems = [await until('the confirmation', () => told(winner.buyer, bought).includes('CONFIRMED'), aborted)];
  const [alternative] = loser.booking.alternatives;
  if (alternative === undefined) return [...problems, 'the refusal named no other seats'];
  const second = await loser.buyer.docket.book({ kind: 'seats', showId, seats: alternative });
  problems.push(await until('the second hold', () => told(loser.buyer, second).includes('HELD'), aborted));
  await loser.buyer.docket.call(cancelBooking, { params: { id: second.bookingId } });
  problems.push(await until('the release', () => told(loser.buyer, second).includes('CANCELLED'), aborted));
  return problems;
}

/** By net banking; the bank's call is what confirms the booking. */
async function pay({ name, docket }: Buyer, { bookingId, priceMinor, currency }: Booking): Promise<void> {
  if (priceMinor === null || currency === null) throw new Error('a held booking has no price');
  const { data } = await docket.call(listPaymentMethods, { query: { amount: priceMinor, currency } });
  if (!data.some(({ method, available }) => method === 'netbanking' && available))
    throw new Error('net banking is not offered here: set BANK_URL to the bank that comes along (docs/bank.md)');
  const { redirectUrl } = await docket.call(createPayment, {
    body: { bookingId, paymentMethod: 'netbanking', amount: priceMinor, currency },
  });
  if (redirectUrl === null) throw new Error('net banking leads to no page of the bank');
  print(`  ${name.padEnd(10)}  pays at ${new URL(redirectUrl).origin}`);
  await payAtTheBank(redirectUrl, 'asha');
}

/** Prints what the sockets bring: to each buyer their bookings, and once the seats of the show as everybody sees them. */
async function listen(buyers: readonly [Buyer, Buyer], show: ShowTime): Promise<() => void> {
  const [first] = buyers;
  const plan = await first.docket.catalog.hallPlan(show.hall.hallId);
  const labels = new Map(plan.seats.map(({ seat, label }) => [seat, label]));
  const leave = buyers.map(({ name, docket, news }) =>
    docket.realtime.listen({
      event: (event) => {
        if (event.type !== 'booking.updated') return;
        news.push(event.data);
        print(describeBooking(name, event.data));
      },
    }),
  );
  leave.push(
    first.docket.realtime.listenTo(showChannel(show.showId), {
      event: (event) => {
        if (event.type === 'seats.changed') print(describeSeats(event.data, labels));
      },
    }),
  );
  return () => leave.forEach((each) => each());
}

/** What the show's own rows say afterwards: of all seats that were fought for, sold is exactly what was confirmed. */
async function checkSeats(buyers: readonly Buyer[], show: ShowTime): Promise<string | undefined> {
  const [first] = buyers;
  if (first === undefined) return undefined;
  const latest = new Map(buyers.flatMap(({ news }) => news).map((booking) => [booking.bookingId, booking]));
  const confirmed = [...latest.values()].filter(({ status }) => status === 'CONFIRMED').flatMap(({ seats }) => seats);
  if (new Set(confirmed).size < confirmed.length) return `a seat was sold twice: ${confirmed.join(', ')}`;
  const touched = new Set([...latest.values()].flatMap(({ seats }) => seats));
  const plan = await first.docket.catalog.hallPlan(show.hall.hallId);
  const { sold } = await first.docket.call(getShowSeats, { params: { id: show.showId } });
  const soldSeats = new Set(sold.map(([seat]) => seat));
  const soldOfThem = plan.seats
    .filter(({ seat, label }) => touched.has(label) && soldSeats.has(seat))
    .map(({ label }) => label);
  return soldOfThem.toSorted().join() === confirmed.toSorted().join()
    ? undefined
    : `confirmed were ${confirmed.join(', ')}, but sold are ${soldOfThem.join(', ')}`;
}

/** Two people race for seats of a show; everything is printed as their sockets tell it. Returns what was not as it has to be. */
export async function bookSeats(url: string, aborted: AbortSignal): Promise<readonly string[]> {
  const buyers = await Promise.all([enter(url, 'asha'), enter(url, 'bento')]);
  try {
    const found = await findShow(buyers[0].docket);
    if (found === undefined) return ['no show is on sale to everybody'];
    const { show, title, seats } = found;
    print(
      `\n${title}, ${show.hall.name} of ${show.venue.name}, ${show.localDate} ${show.localTime}: two buyers, overlapping seats`,
    );
    const leave = await listen(buyers, show);
    const live = await until(
      'that the sockets are open',
      () => buyers.every(({ docket }) => docket.realtime.state === 'live'),
      aborted,
    );
    const problems = [live, ...(live === undefined ? await race(buyers, show.showId, seats, aborted) : [])];
    problems.push(await checkSeats(buyers, show));
    leave();
    return problems.filter((text) => text !== undefined);
  } catch (error) {
    return [`booking: ${error instanceof Error ? error.message : String(error)}`];
  } finally {
    for (const { docket } of buyers) docket.close();
  }
}
