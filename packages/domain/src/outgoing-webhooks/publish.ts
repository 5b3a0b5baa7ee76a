import { webhookText, type WebhookEventData, type WebhookEventType } from '@docket/contracts/outgoing/events';
import { prepare } from '@docket/db/statement';
import { newId } from '@docket/runtime/id';
import type { Tx } from '../spine/emit.ts';

/** What happened, for whoever wants to be called about it. */
export type Published<T extends WebhookEventType = WebhookEventType> = T extends WebhookEventType
  ? {
      readonly type: T;
      /** What happened, in words of its own: the same key again tells nothing. The type is put before it. */
      readonly key: string;
      readonly at: Date;
      readonly data: WebhookEventData<T>;
    }
  : never;

/** The id that endpoints are told: the same for all of them, and for every retry. */
const idOf = (id: string): string => `evt_${id.replaceAll('-', '')}`;

const wantedStatement = prepare(
  'webhook_types_wanted',
  `SELECT DISTINCT t.type FROM webhook_endpoints e CROSS JOIN unnest(e.events) AS t(type) WHERE e.status = 'ACTIVE' AND t.type = ANY ($1::text[])`,
).rows<{ type: string }>();
const writeStatement = prepare(
  'webhook_publish',
  `WITH told AS (
     INSERT INTO webhook_events (id, type, key, body) SELECT t.id, t.type, t.key, t.body
       FROM unnest($1::uuid[], $2::text[], $3::text[], $4::text[]) AS t(id, type, key, body)
     ON CONFLICT (key) DO NOTHING RETURNING id, type)
   INSERT INTO webhook_deliveries (id, endpoint_id, event_id, next_try_at)
   SELECT gen_random_uuid(), e.id, told.id, date_trunc('milliseconds', clock_timestamp()) FROM told JOIN webhook_endpoints e
     ON CASE WHEN $5::uuid IS NULL THEN told.type = ANY (e.events) ELSE e.id = $5 END AND e.status = 'ACTIVE'
   RETURNING id`,
);

/**
 * Has endpoints called about what happened, in the transaction in which it happens: those that are active and want events of the type. Where nobody does,
 * nothing is written. What has been told is not told again.
 * @param only the endpoint that a test was asked for
 * @throws ZodError for data that breaks the contract of its type
 */
export async function publish(
  tx: Pick<Tx, 'client'>,
  events: readonly Published[],
  only: string | null = null,
): Promise<void> {
  if (events.length === 0) return;
  const types = new Set(only === null ? await wantedOf(tx, [...new Set(events.map(({ type }) => type))]) : []);
  const wanted = only === null ? events.filter(({ type }) => types.has(type)) : events;
  if (wanted.length === 0) return;
  const made = wanted.map((event) => ({ ...event, id: newId() }));
  await writeStatement(tx.client, [
    made.map(({ id }) => id),
    made.map(({ type }) => type),
    made.map(({ type, key }) => `${type}:${key}`),
    made.map(({ id, type, at, data }) => webhookText({ id: idOf(id), type, timestamp: at.toISOString(), data })),
    only,
  ]);
}

/** Those of the types that some active endpoint wants: for whoever has to read much to tell of them. */
export async function wantedOf<T extends WebhookEventType>(
  tx: Pick<Tx, 'client'>,
  types: readonly T[],
): Promise<readonly T[]> {
  const wanted = new Set((await wantedStatement(tx.client, [types])).map(({ type }) => type));
  return types.filter((type) => wanted.has(type));
}
