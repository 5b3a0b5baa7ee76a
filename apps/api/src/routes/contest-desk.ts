import * as contract from '@docket/contracts/http/contest-desk';
import { acknowledgeClarification } from '@docket/domain/contest/desk/acknowledge';
import { announce, answerClarification, claimClarification } from '@docket/domain/contest/desk/answer';
import { askClarification } from '@docket/domain/contest/desk/ask';
import { listBalloons, moveBalloon } from '@docket/domain/contest/desk/balloons';
import { listClarifications } from '@docket/domain/contest/desk/clarifications';
import { askForPrint, listPrints, movePrint } from '@docket/domain/contest/desk/prints';
import type { Mount } from '../http/mount.ts';

export function mountContestDesk(mount: Mount): void {
  mount(contract.listClarifications, ({ ctx, params, query }) => listClarifications(ctx, { ...query, ...params }));
  mount(contract.askClarification, ({ ctx, params, body }) => askClarification(ctx, { ...body, ...params }));
  mount(contract.claimClarification, ({ ctx, params, body }) => claimClarification(ctx, { ...body, ...params }));
  mount(contract.answerClarification, ({ ctx, params, body }) => answerClarification(ctx, { ...body, ...params }));
  mount(contract.acknowledgeClarification, async ({ ctx, params }) => {
    await acknowledgeClarification(ctx, params);
    return undefined;
  });
  mount(contract.announce, ({ ctx, params, body }) => announce(ctx, { ...body, ...params }));
  mount(contract.listBalloons, ({ ctx, params, query }) => listBalloons(ctx, { ...query, ...params }));
  mount(contract.moveBalloon, ({ ctx, params, body }) => moveBalloon(ctx, { ...body, ...params }));
  mount(contract.askForPrint, ({ ctx, params, body }) => askForPrint(ctx, { ...body, ...params }));
  mount(contract.listPrints, ({ ctx, params, query }) => listPrints(ctx, { ...query, ...params }));
  mount(contract.movePrint, ({ ctx, params, body }) => movePrint(ctx, { ...body, ...params }));
}
