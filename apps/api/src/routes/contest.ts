import * as contract from '@docket/contracts/http/contest';
import { getContestBoard } from '@docket/domain/contest/board/get';
import { getStanding } from '@docket/domain/contest/board/standing';
import { getStatistics } from '@docket/domain/contest/board/statistics';
import { changeContest } from '@docket/domain/contest/change';
import { createContest } from '@docket/domain/contest/create';
import { deleteContest } from '@docket/domain/contest/delete';
import { getContest } from '@docket/domain/contest/get';
import { listContestSubmissions } from '@docket/domain/contest/jury/submissions';
import { listContests } from '@docket/domain/contest/list';
import { leaveContest } from '@docket/domain/contest/people/leave';
import { registerForContest } from '@docket/domain/contest/people/register';
import { startWindow } from '@docket/domain/contest/people/start';
import { getContestProblem, listContestProblems } from '@docket/domain/contest/problem/list';
import type { Mount } from '../http/mount.ts';

export function mountContest(mount: Mount): void {
  mount(contract.listContests, ({ ctx, query }) => listContests(ctx, query));
  mount(contract.createContest, ({ ctx, body }) => createContest(ctx, body));
  mount(contract.getContest, ({ ctx, params }) => getContest(ctx, params));
  mount(contract.changeContest, ({ ctx, params, body }) => changeContest(ctx, { ...body, ...params }));
  mount(contract.deleteContest, async ({ ctx, params }) => {
    await deleteContest(ctx, params);
    return undefined;
  });
  mount(contract.registerForContest, ({ ctx, params, body }) => registerForContest(ctx, { ...body, ...params }));
  mount(contract.addParticipant, ({ ctx, params, body }) => registerForContest(ctx, { ...body, ...params }));
  mount(contract.leaveContest, async ({ ctx, params }) => {
    await leaveContest(ctx, params);
    return undefined;
  });
  mount(contract.startWindow, ({ ctx, params, body }) => startWindow(ctx, { ...body, ...params }));
  mount(contract.listContestProblems, ({ ctx, params }) => listContestProblems(ctx, params));
  mount(contract.getContestProblem, ({ ctx, params, query }) => getContestProblem(ctx, { ...params, ...query }));
  mount(contract.getContestBoard, ({ ctx, params, query }) => getContestBoard(ctx, { ...params, ...query }));
  mount(contract.getContestScoreboard, ({ ctx, params, query }) => getContestBoard(ctx, { ...params, ...query }));
  mount(contract.getContestStanding, ({ ctx, params }) => getStanding(ctx, params));
  mount(contract.listContestSubmissions, ({ ctx, params, query }) =>
    listContestSubmissions(ctx, { ...query, ...params }),
  );
  mount(contract.getContestStatistics, ({ ctx, params, query }) => getStatistics(ctx, { ...params, ...query }));
}
