import { errors } from '../protocol/codes.ts';
import type { Command } from '../protocol/commands.ts';
import type { Client } from './client.ts';
import { connect } from './connect.ts';
import { query } from './query.ts';
import { refresh } from './refresh.ts';
import { subscribe, unsubscribe } from './subscribe.ts';

/** Does what a command asks for, and answers it. */
export async function handle(client: Client, command: Command): Promise<void> {
  if (client.userId === '' && command.kind !== 'connect') return client.close('badRequest');
  if (command.kind !== 'pong' && command.kind !== 'unavailable' && command.id <= 0) return client.close('badRequest');
  switch (command.kind) {
    case 'connect':
      return await connect(client, command);
    case 'subscribe':
      return await subscribe(client, command);
    case 'unsubscribe':
      return unsubscribe(client, command);
    case 'refresh':
      return refresh(client, command);
    case 'history':
    case 'presence':
    case 'presence_stats':
      return await query(client, command);
    case 'wrong':
      return client.sendError(command.id, errors.badRequest);
    case 'unavailable':
      if (command.id > 0) client.sendError(command.id, errors.notAvailable);
      return;
    case 'unknown':
      return client.sendError(command.id, errors.methodNotFound);
    case 'pong':
      return;
    default:
      return command satisfies never;
  }
}
