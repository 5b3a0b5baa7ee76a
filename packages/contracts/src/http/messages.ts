import { z } from 'zod';
import { ADMINS } from '../access.ts';
import { page, pageQuery, route, timestamp, uuid } from './route.ts';

export const messageTopic = z.enum(['job', 'event']);
export type MessageTopic = z.infer<typeof messageTopic>;

/** `retrying`: it failed and is tried again. `dead`: nobody tries any more. */
export const messageState = z.enum(['retrying', 'dead']);
export type MessageState = z.infer<typeof messageState>;

/** A job or an event that makes trouble. What it carries is not shown but for ids. */
export const message = z.object({
  messageId: uuid,
  topic: messageTopic,
  /** Job name or event type. */
  name: z.string(),
  state: messageState,
  /** Of an event; null for jobs. */
  channel: z.string().nullable(),
  /** What a job is about: the ids in its payload, ten at most. */
  subjects: z.array(z.object({ field: z.string(), id: uuid })),
  /** Runs that ended in an error; of an event, how often it could not be sent. */
  failures: z.int(),
  /** Workers that went silent in the middle of it. */
  crashes: z.int(),
  reason: z.string().nullable(),
  createdAt: timestamp,
  /** When it is tried again; null: now, or never. */
  nextAt: timestamp.nullable(),
  deadAt: timestamp.nullable(),
});
export type Message = z.infer<typeof message>;

export const listMessages = route({
  method: 'GET',
  path: '/admin/messages',
  access: ADMINS,
  status: 200,
  summary: 'Jobs and events that make trouble: dead ones, and those that are tried again; newest first',
  query: z.object({ ...pageQuery, state: messageState.optional(), name: z.string().max(100).optional() }),
  response: page(message),
  errors: ['unauthenticated', 'forbidden', 'invalid_request'],
});

export const messageFigures = z.object({
  /** How much is under way. */
  depths: z.array(
    z.object({
      topic: messageTopic,
      /** Not in Redis yet. */
      unsent: z.int(),
      /** Jobs that are not done; null for events, which are done when they are sent. */
      open: z.int().nullable(),
      /** Age of the oldest that is unsent or open, those that are dead left aside. */
      oldestSeconds: z.number().nullable(),
    }),
  ),
  /** What makes trouble, by name. */
  troubled: z.array(
    z.object({
      topic: messageTopic,
      name: z.string(),
      retrying: z.int(),
      dead: z.int(),
      oldestDeadAt: timestamp.nullable(),
    }),
  ),
  /** Queues with work that waits, and no living worker. */
  unserved: z.array(z.object({ queue: z.string(), waiting: z.int(), oldestSeconds: z.number() })),
});
export type MessageFigures = z.infer<typeof messageFigures>;

export const getMessageFigures = route({
  method: 'GET',
  path: '/admin/messages/figures',
  access: ADMINS,
  status: 200,
  summary: 'Depth and age of the outbox, what makes trouble by name, and queues that no worker serves',
  response: messageFigures,
  errors: ['unauthenticated', 'forbidden'],
});

const params = z.object({ id: uuid });
/** How many messages it changed; those that were sent again or given up before are not among them. */
export const messagesChanged = z.object({ changed: z.int() });
const named = z.object({ topic: messageTopic, name: z.string().min(1).max(100) });

const onOne = {
  method: 'POST',
  idempotent: 'state',
  access: ADMINS,
  status: 200,
  params,
  response: messagesChanged,
  errors: ['unauthenticated', 'forbidden', 'invalid_request', 'not_found'],
} as const;

const onAll = {
  method: 'POST',
  idempotent: 'state',
  access: ADMINS,
  status: 200,
  body: named,
  response: messagesChanged,
  errors: ['unauthenticated', 'forbidden', 'invalid_request'],
} as const;

export const sendMessageAgain = route({
  ...onOne,
  path: '/admin/messages/:id/again',
  summary: 'Send a message again now: a dead one from the start, one that backs off before its time',
});

export const giveMessageUp = route({
  ...onOne,
  path: '/admin/messages/:id/give-up',
  summary: 'Give a dead message up: it is looked at no more, and removed after 30 days',
});

export const sendMessagesAgain = route({
  ...onAll,
  path: '/admin/messages/again',
  summary: 'Send all dead messages of a name again',
});

export const giveMessagesUp = route({
  ...onAll,
  path: '/admin/messages/give-up',
  summary: 'Give all dead messages of a name up',
});
