import { HubUnavailableError } from '../hub/hub.ts';
import { recover, type Start } from '../hub/recovery.ts';
import type { Subscription } from '../hub/subscription.ts';
import { errors } from '../protocol/codes.ts';
import type { Position } from '../protocol/commands.ts';
import type { Client } from './client.ts';

/** A subscription that is not live yet, and where it starts. */
export type Begun = { readonly subscription: Subscription; readonly start: Start };

/** Subscribes and finds the start; when Redis is away, the client is told to try again. */
export async function begin(
  client: Client,
  id: number,
  channel: string,
  since: Position | undefined,
): Promise<Begun | undefined> {
  const { hub, settings, log } = client.context;
  const subscription = hub.attach(channel, client);
  client.subscriptions.keep(channel, subscription);
  try {
    const budget = Math.max(0, settings.replayBytes - client.bufferedBytes);
    const start = await recover(client.context, subscription, since, budget);
    return subscription.isEnded ? undefined : { subscription, start };
  } catch (error) {
    if (!(error instanceof HubUnavailableError))
      log.warn({ err: error instanceof Error ? error.message : error }, 'a subscription failed');
    leave(client, channel, subscription);
    client.sendError(id, errors.internal);
    return undefined;
  }
}

/** Ends a subscription of the client's. */
export function leave(client: Client, channel: string, subscription: Subscription): void {
  client.subscriptions.drop(channel, subscription);
  client.context.hub.detach(subscription);
}
