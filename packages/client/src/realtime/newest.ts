import type { EventEnvelope } from '@docket/contracts/events/envelope';
import type { SeatVersion } from '@docket/contracts/http/show-seats';

/** Subjects that are remembered. Late events come within seconds. */
const REMEMBERED = 2_000;

type Order = { readonly subject: string; readonly order: number };

/** Of two events about one subject the one with the lower order is older, and says nothing that the other does not. */
function orderOf(event: EventEnvelope): Order | undefined {
  switch (event.type) {
    case 'booking.updated':
      return { subject: event.data.bookingId, order: event.data.revision };
    case 'payment.updated':
      return { subject: event.data.paymentId, order: event.data.revision };
    case 'trip.updated':
      return { subject: event.data.tripId, order: event.data.revision };
    case 'room.updated':
      return { subject: event.data.entrantId, order: event.data.revision };
    case 'offer.updated':
      return { subject: event.data.entryId, order: event.data.revision };
    case 'withdrawal.updated':
      return { subject: event.data.withdrawalId, order: event.data.revision };
    case 'room.moved':
      return { subject: event.data.showId, order: event.data.served };
    case 'scoreboard.changed':
      return { subject: `${event.data.contestId} ${event.data.view}`, order: event.data.to };
    // Within an attempt each carries results that no other does, also one that is late.
    case 'submission.updated':
      return { subject: event.data.submissionId, order: event.data.attempt };
    case 'run.updated':
      return { subject: event.data.runId, order: event.data.attempt };
    default:
      return undefined;
  }
}

/** A map that forgets what was set the longest ago. */
function remember<V>(map: Map<string, V>, key: string, value: V): void {
  map.delete(key);
  map.set(key, value);
  if (map.size <= REMEMBERED) return;
  for (const oldest of map.keys()) {
    map.delete(oldest);
    return;
  }
}

/**
 * Holds back what is older than what was told already. The relay may publish an event late, after the one that followed it; who shows events as they
 * come would go back in time.
 */
export class Newest {
  readonly #orders = new Map<string, number>();
  readonly #seats = new Map<string, number>();

  /** The event, or what of it is not out of date; undefined when nothing is. */
  take(event: EventEnvelope): EventEnvelope | undefined {
    if (event.type === 'seats.changed') return this.#takeSeats(event);
    const place = orderOf(event);
    if (place === undefined) return event;
    const subject = `${event.type} ${place.subject}`;
    if (place.order < (this.#orders.get(subject) ?? Number.NEGATIVE_INFINITY)) return undefined;
    remember(this.#orders, subject, place.order);
    return event;
  }

  /** Each seat has a version of its own, and one event tells of many. */
  #takeSeats(event: EventEnvelope<'seats.changed'>): EventEnvelope | undefined {
    const { data } = event;
    const fresh = (seats: readonly SeatVersion[]) =>
      seats.filter(([seat, version]) => version >= (this.#seats.get(`${data.showId} ${seat}`) ?? version));
    const [held, free, sold] = [fresh(data.held), fresh(data.free), fresh(data.sold)];
    const all = [...held, ...free, ...sold];
    for (const [seat, version] of all) this.#seats.set(`${data.showId} ${seat}`, version);
    const told = data.held.length + data.free.length + data.sold.length;
    if (all.length === told) return event;
    return all.length === 0 ? undefined : { ...event, data: { ...data, held, free, sold } };
  }

  /** Nobody listens to this show any more. */
  dropShow(showId: string): void {
    for (const key of this.#seats.keys()) if (key.startsWith(`${showId} `)) this.#seats.delete(key);
  }

  clear(): void {
    this.#orders.clear();
    this.#seats.clear();
  }
}
