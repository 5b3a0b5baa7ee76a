import { CallbackPump } from '@docket/domain/callback/pump';
import { sweepCallbacks } from '@docket/domain/callback/sweep';
import { DeliveryPump } from '@docket/domain/outgoing-webhooks/pump';
import type { WebhookSender } from '@docket/domain/outgoing-webhooks/sender';
import { sweepWebhookEvents } from '@docket/domain/outgoing-webhooks/sweep';
import { takeDuty } from '@docket/domain/spine/duty';
import { startPeriodic } from '@docket/queue/periodic';
import { Counter } from '@docket/runtime/metrics';
import type { OutgoingAreaSettings } from '@docket/runtime/settings/services';
import type { Platform } from '../platform.ts';

/** How often somebody looks for what is due, ms. */
const LOOK_MS = 250;
const SWEEP_MS = 60_000;
/** After this long without a sign another worker takes the duty over. */
const DUTY_SECONDS = 180;

/** Calls endpoints of merchants, and programs whose submissions and runs are over. By polling and by itself: it goes on while Redis is away, and every worker of the area takes its share. Without a key nobody is called. */
export function startDeliveries(platform: Platform, settings: OutgoingAreaSettings, send: WebhookSender): void {
  const { log, lifecycle, metrics, workerId, ctxFor } = platform;
  if (settings.OUTGOING_WEBHOOK_SECRET === undefined) return;
  const ctx = { ...ctxFor(workerId), settings };
  const calls = new Counter({
    name: 'outgoing_webhook_calls_total',
    help: 'Calls of endpoints of merchants, and of those who wait for the judge',
    labelNames: ['outcome'],
    registers: [metrics],
  });
  const pump = new DeliveryPump({ ctx, send, onDelivered: (outcome) => calls.inc({ outcome }) });
  const look = startPeriodic('webhooks', LOOK_MS, log, () => pump.turn());
  lifecycle.onStop('webhooks', async () => {
    await look.stop();
    await pump.stop();
  });
  const callbacks = new CallbackPump({ ctx, send, onCalled: (outcome) => calls.inc({ outcome }) });
  const ended = startPeriodic('callbacks', LOOK_MS, log, () => callbacks.turn());
  lifecycle.onStop('callbacks', async () => {
    await ended.stop();
    await callbacks.idle();
  });
  const sweep = startPeriodic('old webhooks', SWEEP_MS, log, async () => {
    if (!(await takeDuty(ctx, { name: 'old webhooks', holder: workerId, seconds: DUTY_SECONDS }))) return false;
    const [more, others] = await Promise.all([sweepWebhookEvents(ctx), sweepCallbacks(ctx)]);
    return more || others;
  });
  lifecycle.onStop('old webhooks', sweep.stop);
}
