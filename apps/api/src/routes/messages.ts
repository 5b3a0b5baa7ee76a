import * as contract from '@docket/contracts/http/messages';
import { giveAllUp, giveUp, sendAgain, sendAllAgain } from '@docket/domain/spine/messages/decide';
import { getMessageFigures } from '@docket/domain/spine/messages/figures';
import { listMessages } from '@docket/domain/spine/messages/list';
import type { Mount } from '../http/mount.ts';

export function mountMessages(mount: Mount): void {
  mount(contract.getMessageFigures, ({ ctx }) => getMessageFigures(ctx));
  mount(contract.listMessages, ({ ctx, query }) => listMessages(ctx, query));
  mount(contract.sendMessagesAgain, ({ ctx, body }) => sendAllAgain(ctx, body));
  mount(contract.giveMessagesUp, ({ ctx, body }) => giveAllUp(ctx, body));
  mount(contract.sendMessageAgain, ({ ctx, params }) => sendAgain(ctx, params));
  mount(contract.giveMessageUp, ({ ctx, params }) => giveUp(ctx, params));
}
