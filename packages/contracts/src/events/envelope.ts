import { z } from 'zod';
import { strictly } from '../strict.ts';
import { bookingUpdated, seatsChanged, showChanged } from './booking.ts';
import {
  clarificationChanged,
  contestChanged,
  participationChanged,
  scoreboardChanged,
  similarityChanged,
} from './contest.ts';
import { courseChanged } from './course.ts';
import { discussionChanged } from './discussion.ts';
import { draftUpdated } from './draft.ts';
import { deskChanged } from './front-desk.ts';
import { accessChanged } from './identity.ts';
import { submissionUpdated } from './judge.ts';
import { notificationsRead, notificationTold } from './notification.ts';
import { problemChecked } from './problem.ts';
import { paymentUpdated } from './payment.ts';
import { queueMoved } from './queue.ts';
import { ratingsChanged } from './rating.ts';
import { rejudgeUpdated } from './rejudge.ts';
import { offerUpdated, roomMoved, roomUpdated } from './waiting-room.ts';
import { walletUpdated, withdrawalUpdated } from './wallet.ts';
import { runUpdated } from './run.ts';
import { setterJobUpdated } from './setter-job.ts';
import { tripUpdated } from './trip.ts';

/** Every event type with the schema of its data. A new event is one entry here and one file beside this one. */
export const eventData = {
  'submission.updated': submissionUpdated,
  'run.updated': runUpdated,
  'draft.updated': draftUpdated,
  'queue.moved': queueMoved,
  'rejudge.updated': rejudgeUpdated,
  'booking.updated': bookingUpdated,
  'seats.changed': seatsChanged,
  'show.changed': showChanged,
  'room.updated': roomUpdated,
  'room.moved': roomMoved,
  'offer.updated': offerUpdated,
  'problem.checked': problemChecked,
  'setter-job.updated': setterJobUpdated,
  'scoreboard.changed': scoreboardChanged,
  'contest.changed': contestChanged,
  'clarification.changed': clarificationChanged,
  'participation.changed': participationChanged,
  'ratings.changed': ratingsChanged,
  'course.changed': courseChanged,
  'similarity.changed': similarityChanged,
  'discussion.changed': discussionChanged,
  notification: notificationTold,
  'notification.read': notificationsRead,
  'wallet.updated': walletUpdated,
  'withdrawal.updated': withdrawalUpdated,
  'payment.updated': paymentUpdated,
  'trip.updated': tripUpdated,
  'desk.changed': deskChanged,
  'access.changed': accessChanged,
} as const;

export type EventType = keyof typeof eventData;
export type EventData<T extends EventType> = z.output<(typeof eventData)[T]>;
export type EventInput<T extends EventType> = z.input<(typeof eventData)[T]>;

/**
 * What a publication on a channel carries. `id` is the same for every copy of one event,
 * however often it is published, so receivers may drop repeats.
 */
export type EventEnvelope<T extends EventType = EventType> = T extends EventType
  ? {
      v: 1;
      id: string;
      type: T;
      /** ISO 8601, the time of the commit that caused it. */
      at: string;
      data: EventData<T>;
    }
  : never;

export const eventEnvelope = z.object({
  v: z.literal(1),
  id: z.string(),
  type: z.string(),
  at: z.iso.datetime(),
  data: z.unknown(),
});

/** The data was parsed by the schema of the very type beside it, which the compiler cannot follow through the index. */
function matched(parsed: Omit<EventEnvelope, 'data'> & { data: unknown }): EventEnvelope {
  return parsed as EventEnvelope;
}

/** Parses an envelope of a known type; undefined for types this build does not know (a newer server's). */
export function parseEvent(raw: unknown): EventEnvelope | undefined {
  const outer = eventEnvelope.parse(raw);
  if (!(outer.type in eventData)) return undefined;
  const type = outer.type as EventType;
  return matched({ v: 1, id: outer.id, type, at: outer.at, data: eventData[type].parse(outer.data) });
}

/**
 * Holds an event that is about to be told to the contract of its type. It was parsed where it was made, so this is for tests, and for what is
 * published without an outbox row.
 * @throws ZodError with every field that is missing, wrong or too many
 */
export function checkEvent(envelope: EventEnvelope): void {
  strictly(eventEnvelope).parse(envelope);
  strictly(eventData[envelope.type]).parse(envelope.data);
}

/** The personal channel of a user; the gateway subscribes every connection to its own. */
export function userChannel(userId: string): string {
  return `user:${userId}`;
}
