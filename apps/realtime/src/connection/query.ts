import { accessTo, maySeePresence } from '../channels.ts';
import { readHistory } from '../history.ts';
import { errors } from '../protocol/codes.ts';
import type { Command } from '../protocol/commands.ts';
import { encodeError, encodeHistoryReply, encodePresenceReply, encodePresenceStatsReply } from '../protocol/replies.ts';
import type { ConnectionContext } from './context.ts';
import type { Client } from './client.ts';

type Query = Extract<Command, { kind: 'history' | 'presence' | 'presence_stats' }>;

/** What a subscriber may ask about its channel. */
export async function query(client: Client, command: Query): Promise<void> {
  const { id, kind, channel } = command;
  if (accessTo(channel, client.userId) === 'unknown') return client.sendError(id, errors.unknownChannel);
  const allowed =
    client.subscriptions.find(channel) !== undefined && (kind !== 'presence' || maySeePresence(channel, client.role));
  if (!allowed) return client.sendError(id, errors.permissionDenied);
  const { context } = client;
  try {
    client.send(kind === 'history' ? await history(context, command) : await presence(context, command));
  } catch (error) {
    context.log.debug({ err: error instanceof Error ? error.message : error }, 'a question went unanswered');
    client.sendError(id, errors.internal);
  }
}

async function history(
  { reader, settings }: ConnectionContext,
  { id, channel, ...request }: Extract<Query, { kind: 'history' }>,
): Promise<string> {
  const found = await readHistory(reader, channel, request, settings.replayBytes);
  return 'code' in found ? encodeError(id, found) : encodeHistoryReply(id, found);
}

async function presence(
  context: ConnectionContext,
  { id, kind, channel }: Exclude<Query, { kind: 'history' }>,
): Promise<string> {
  const present = await context.presence.of(channel);
  return kind === 'presence' ? encodePresenceReply(id, present) : encodePresenceStatsReply(id, present);
}
