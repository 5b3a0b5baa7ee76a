import { userChannel } from '@docket/contracts/events/envelope';
import type { Command } from '../protocol/commands.ts';
import { encodeConnectReply } from '../protocol/replies.ts';
import { begin } from './begin.ts';
import type { Client } from './client.ts';
import { verifyToken } from './refresh.ts';

/** Whether the user may have one more connection, and has it; otherwise the client has been told. */
async function enter(client: Client, userId: string): Promise<boolean> {
  const { users, makeRoom } = client.context;
  if (users.enter(userId)) return true;
  const room = await makeRoom(userId);
  if (client.isClosed) return false;
  if (room && users.enter(userId)) return true;
  client.close('connectionLimit');
  return false;
}

/** The first command of a connection: whose it is, and where that user's personal channel goes on. */
export async function connect(
  client: Client,
  { id, token, recover }: Extract<Command, { kind: 'connect' }>,
): Promise<void> {
  if (client.userId !== '') return client.close('badRequest');
  const claims = verifyToken(client, id, token);
  if (claims === undefined) return;
  if (!(await enter(client, claims.userId))) return;
  client.beginConnect(claims);

  const channel = userChannel(claims.userId);
  const begun = await begin(client, id, channel, recover.get(channel));
  client.endConnect(begun !== undefined);
  if (begun === undefined) return;
  const { session } = client;
  const result = {
    client: client.who.client,
    node: client.context.node,
    ...(session === '' ? {} : { session }),
    ttl: client.ttl,
    ping: client.context.settings.pingMs / 1_000,
    subs: { [channel]: begun.start.result },
  };
  client.send(encodeConnectReply(id, result));
  begun.subscription.goLive(begun.start.incomplete);
  client.ready();
}
