import type { Rule } from '../spine/invariants/rule.ts';

/** What must always hold of webhooks to merchants. */
export const outgoingWebhookRules: readonly Rule[] = [
  {
    name: 'webhooks sent',
    checks: 'no event is long past the time at which an active endpoint was to be called about it',
    violations: `
      SELECT d.id AS delivery, d.endpoint_id, d.attempts, d.next_try_at FROM webhook_deliveries d JOIN webhook_endpoints e ON e.id = d.endpoint_id
       WHERE d.status = 'PENDING' AND e.status = 'ACTIVE' AND d.next_try_at < clock_timestamp() - make_interval(secs => $1)`,
  },
];
