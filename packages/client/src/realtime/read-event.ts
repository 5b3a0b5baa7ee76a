import type { EventEnvelope, EventType } from '@docket/contracts/events/envelope';

/** All that are told to people; `access.changed` is between servers. */
const TYPES: Readonly<Record<Exclude<EventType, 'access.changed'>, true>> = {
  'submission.updated': true,
  'run.updated': true,
  'draft.updated': true,
  'queue.moved': true,
  'rejudge.updated': true,
  'booking.updated': true,
  'seats.changed': true,
  'show.changed': true,
  'room.updated': true,
  'room.moved': true,
  'offer.updated': true,
  'problem.checked': true,
  'setter-job.updated': true,
  'scoreboard.changed': true,
  'contest.changed': true,
  'clarification.changed': true,
  'participation.changed': true,
  'ratings.changed': true,
  'course.changed': true,
  'similarity.changed': true,
  'discussion.changed': true,
  notification: true,
  'notification.read': true,
  'wallet.updated': true,
  'withdrawal.updated': true,
  'payment.updated': true,
  'trip.updated': true,
  'desk.changed': true,
};

/**
 * An event as it comes. Undefined for types that this version does not know (a newer server's). The envelope is looked at, and not every field of the
 * data: the server holds those to their contract when it makes the event, and fields are added, never taken away.
 */
export function readEvent(raw: unknown): EventEnvelope | 'unreadable' | undefined {
  if (typeof raw !== 'object' || raw === null) return 'unreadable';
  const { v, id, type, at, data } = raw as Partial<Record<keyof EventEnvelope, unknown>>;
  if (v !== 1 || typeof id !== 'string' || typeof type !== 'string' || typeof at !== 'string') return 'unreadable';
  if (!Object.hasOwn(TYPES, type)) return undefined;
  if (typeof data !== 'object' || data === null) return 'unreadable';
  return known(raw);
}

/** Looked at above, as far as it is looked at. */
function known(raw: object): EventEnvelope {
  return raw as EventEnvelope;
}
