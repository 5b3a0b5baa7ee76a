import { accessTo } from '../channels.ts';
import { errors } from '../protocol/codes.ts';
import type { Command } from '../protocol/commands.ts';
import { encodeSubscribeReply, encodeUnsubscribeReply } from '../protocol/replies.ts';
import { begin, leave } from './begin.ts';
import type { Client } from './client.ts';

/** Subscribes to a channel that anybody may hear. */
export async function subscribe(
  client: Client,
  { id, channel, since, rejectUnrecovered }: Extract<Command, { kind: 'subscribe' }>,
): Promise<void> {
  if (client.subscriptions.find(channel) !== undefined) return client.sendError(id, errors.alreadySubscribed);
  const access = accessTo(channel, client.userId);
  if (access === 'unknown') return client.sendError(id, errors.unknownChannel);
  if (access !== 'public') return client.sendError(id, errors.permissionDenied);
  if (client.subscriptions.size >= client.context.settings.maxChannelsPerConnection)
    return client.sendError(id, errors.limitExceeded);

  const begun = await begin(client, id, channel, since);
  if (begun === undefined) return;
  const { subscription, start } = begun;
  if (rejectUnrecovered && start.result.wasRecovering && !start.result.recovered) {
    leave(client, channel, subscription);
    return client.sendError(id, errors.unrecoverablePosition);
  }
  client.send(encodeSubscribeReply(id, start.result));
  subscription.goLive(start.incomplete);
}

export function unsubscribe(client: Client, { id, channel }: Extract<Command, { kind: 'unsubscribe' }>): void {
  const subscription = client.subscriptions.find(channel);
  // The personal channel is the server's to give and take.
  if (accessTo(channel, client.userId) === 'own') return client.sendError(id, errors.permissionDenied);
  if (subscription !== undefined) leave(client, channel, subscription);
  client.send(encodeUnsubscribeReply(id));
}
