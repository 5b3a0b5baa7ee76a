import * as contract from '@docket/contracts/http/contest-jury';
import { listAudit } from '@docket/domain/contest/audit';
import { actOnContest } from '@docket/domain/contest/clock/act';
import { rejudgeContest } from '@docket/domain/contest/jury/rejudge';
import { getContestRejudge, listContestRejudges } from '@docket/domain/contest/jury/rejudge-preview';
import { setContestJury } from '@docket/domain/contest/jury/set';
import { getJurySubmission, ignoreSubmission, listJurySubmissions } from '@docket/domain/contest/jury/submissions';
import { changeParticipant } from '@docket/domain/contest/people/change';
import { listParticipants } from '@docket/domain/contest/people/list';
import { setContestProblems } from '@docket/domain/contest/problem/set';
import { applyRoster, previewRoster } from '@docket/domain/contest/roster/take';
import type { Mount } from '../http/mount.ts';

export function mountContestJury(mount: Mount): void {
  mount(contract.setContestProblems, ({ ctx, params, body }) => setContestProblems(ctx, { ...body, ...params }));
  mount(contract.actOnContest, ({ ctx, params, body }) => actOnContest(ctx, { ...params, act: body }));
  mount(contract.setContestJury, ({ ctx, params, body }) => setContestJury(ctx, { ...body, ...params }));
  mount(contract.listContestParticipants, ({ ctx, params, query }) => listParticipants(ctx, { ...query, ...params }));
  mount(contract.changeContestParticipant, ({ ctx, params, body }) => changeParticipant(ctx, { ...body, ...params }));
  mount(contract.previewRoster, ({ ctx, params, bytes }) => previewRoster(ctx, { ...params, bytes }));
  mount(contract.applyRoster, ({ ctx, params, bytes }) => applyRoster(ctx, { ...params, bytes }));
  mount(contract.listJurySubmissions, ({ ctx, params, query }) => listJurySubmissions(ctx, { ...query, ...params }));
  mount(contract.getJurySubmission, ({ ctx, params }) => getJurySubmission(ctx, params));
  mount(contract.ignoreSubmission, ({ ctx, params, body }) => ignoreSubmission(ctx, { ...body, ...params }));
  mount(
    contract.rejudgeContest,
    ({ ctx, params, body, idempotencyKey, onReplay }) =>
      rejudgeContest(ctx, { ...body, ...params, idempotencyKey, onReplay }),
    { key: 'verb' },
  );
  mount(contract.listContestRejudges, ({ ctx, params, query }) => listContestRejudges(ctx, { ...query, ...params }));
  mount(contract.getContestRejudge, ({ ctx, params }) => getContestRejudge(ctx, params));
  mount(contract.listContestAudit, ({ ctx, params, query }) => listAudit(ctx, { ...query, ...params }));
}
