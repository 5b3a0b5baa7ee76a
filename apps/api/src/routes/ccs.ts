import { Readable } from 'node:stream';
import { DocketError } from '@docket/contracts/errors';
import * as contract from '@docket/contracts/http/ccs';
import { ccsAccessOf } from '@docket/domain/ccs/access';
import { ccsChangeContest } from '@docket/domain/ccs/change';
import { ccsChangeClarification, ccsClarify } from '@docket/domain/ccs/clarify';
import { ccsComment, ccsWithdrawComment } from '@docket/domain/ccs/comment';
import { getCcs, listCcs } from '@docket/domain/ccs/collections';
import { ccsAccount, ccsContest, ccsContests, ccsScoreboard, ccsState } from '@docket/domain/ccs/contests';
import { ccsFeed } from '@docket/domain/ccs/feed';
import { ccsFiles } from '@docket/domain/ccs/files';
import { INFORMATION } from '@docket/domain/ccs/information';
import { ccsSubmit } from '@docket/domain/ccs/submit';
import { requireUser } from '@docket/domain/spine/ctx';
import type { ApiSettings } from '@docket/runtime/settings/services';
import type { Request } from 'express';
import type { Feeds } from '../feeds.ts';
import { identify } from '../http/auth.ts';
import type { Mount, Platform } from '../http/mount.ts';
import type { Throttle } from '../http/throttle.ts';
import { addressOf } from './identity.ts';

type Needs = {
  readonly config: Pick<ApiSettings, 'QUEUE_DEPTH_LIMIT' | 'QUEUE_DEPTH_PER_USER'>;
  readonly throttle: Throttle;
  readonly feeds: Feeds;
  readonly platform: Pick<Platform, 'db' | 'clock'>;
};

/** Tells where what was made is, as the specification asks for. */
function locate(request: Request, path: string): void {
  request.res?.setHeader('location', `/api/${path}`);
}

export function mountCcs(mount: Mount, { config, throttle, feeds, platform }: Needs): void {
  mount(contract.getCcs, async () => INFORMATION);
  mount(contract.listCcsContests, ({ ctx }) => ccsContests(ctx));
  mount(contract.getCcsContest, ({ ctx, params }) => ccsContest(ctx, params));
  mount(contract.changeCcsContest, ({ ctx, params, body }) => ccsChangeContest(ctx, { ...body, contestId: params.id }));
  mount(contract.getCcsAccess, ({ ctx, params }) => ccsAccessOf(ctx, params));
  mount(contract.getCcsState, ({ ctx, params }) => ccsState(ctx, params));
  mount(contract.getCcsAccount, ({ ctx, params }) => ccsAccount(ctx, params));
  mount(contract.getCcsScoreboard, ({ ctx, params, query }) =>
    ccsScoreboard(ctx, { ...params, group: query.group_id }),
  );

  mount(contract.listCcsJudgementTypes, ({ ctx, params, query }) =>
    listCcs(ctx, 'judgement-types', { ...params, filters: query }),
  );
  mount(contract.getCcsJudgementType, ({ ctx, params }) => getCcs(ctx, 'judgement-types', params));
  mount(contract.listCcsLanguages, ({ ctx, params, query }) =>
    listCcs(ctx, 'languages', { ...params, filters: query }),
  );
  mount(contract.getCcsLanguage, ({ ctx, params }) => getCcs(ctx, 'languages', params));
  mount(contract.listCcsProblems, ({ ctx, params, query }) => listCcs(ctx, 'problems', { ...params, filters: query }));
  mount(contract.getCcsProblem, ({ ctx, params }) => getCcs(ctx, 'problems', params));
  mount(contract.listCcsGroups, ({ ctx, params, query }) => listCcs(ctx, 'groups', { ...params, filters: query }));
  mount(contract.getCcsGroup, ({ ctx, params }) => getCcs(ctx, 'groups', params));
  mount(contract.listCcsOrganizations, ({ ctx, params, query }) =>
    listCcs(ctx, 'organizations', { ...params, filters: query }),
  );
  mount(contract.getCcsOrganization, ({ ctx, params }) => getCcs(ctx, 'organizations', params));
  mount(contract.listCcsTeams, ({ ctx, params, query }) => listCcs(ctx, 'teams', { ...params, filters: query }));
  mount(contract.getCcsTeam, ({ ctx, params }) => getCcs(ctx, 'teams', params));
  mount(contract.listCcsPersons, ({ ctx, params, query }) => listCcs(ctx, 'persons', { ...params, filters: query }));
  mount(contract.getCcsPerson, ({ ctx, params }) => getCcs(ctx, 'persons', params));
  mount(contract.listCcsAccounts, ({ ctx, params, query }) => listCcs(ctx, 'accounts', { ...params, filters: query }));
  mount(contract.getCcsAccountById, ({ ctx, params }) => getCcs(ctx, 'accounts', params));
  mount(contract.listCcsSubmissions, ({ ctx, params, query }) =>
    listCcs(ctx, 'submissions', { ...params, filters: query }),
  );
  mount(contract.getCcsSubmission, ({ ctx, params }) => getCcs(ctx, 'submissions', params));
  mount(contract.listCcsJudgements, ({ ctx, params, query }) =>
    listCcs(ctx, 'judgements', { ...params, filters: query }),
  );
  mount(contract.getCcsJudgement, ({ ctx, params }) => getCcs(ctx, 'judgements', params));
  mount(contract.listCcsRuns, ({ ctx, params, query }) => listCcs(ctx, 'runs', { ...params, filters: query }));
  mount(contract.getCcsRun, ({ ctx, params }) => getCcs(ctx, 'runs', params));
  mount(contract.listCcsClarifications, ({ ctx, params, query }) =>
    listCcs(ctx, 'clarifications', { ...params, filters: query }),
  );
  mount(contract.getCcsClarification, ({ ctx, params }) => getCcs(ctx, 'clarifications', params));
  mount(contract.listCcsAwards, ({ ctx, params, query }) => listCcs(ctx, 'awards', { ...params, filters: query }));
  mount(contract.getCcsAward, ({ ctx, params }) => getCcs(ctx, 'awards', params));
  mount(contract.listCcsCommentary, ({ ctx, params, query }) =>
    listCcs(ctx, 'commentary', { ...params, filters: query }),
  );
  mount(contract.getCcsCommentary, ({ ctx, params }) => getCcs(ctx, 'commentary', params));

  mount(
    contract.createCcsSubmission,
    async ({ ctx, params, body, idempotencyKey, onReplay, request }) => {
      await throttle.submission(requireUser(ctx).userId);
      const made = await ccsSubmit(ctx, {
        ...body,
        ...params,
        idempotencyKey,
        onReplay,
        depthLimit: config.QUEUE_DEPTH_LIMIT,
        userDepthLimit: config.QUEUE_DEPTH_PER_USER,
      });
      locate(request, `contests/${params.id}/submissions/${made.id}`);
      return made;
    },
    { key: 'verb' },
  );
  mount(contract.createCcsClarification, async ({ ctx, params, body, request }) => {
    const made = await ccsClarify(ctx, { ...body, ...params });
    locate(request, `contests/${params.id}/clarifications/${made.id}`);
    return made;
  });
  mount(contract.changeCcsClarification, ({ ctx, params, body }) => {
    if (body.id !== undefined && body.id !== params.objectId)
      throw new DocketError('contest_id_mismatch', 'The id is that of another clarification than the address.');
    return ccsChangeClarification(ctx, { ...params, text: body.text });
  });
  mount(contract.createCcsCommentary, async ({ ctx, params, body, request }) => {
    const made = await ccsComment(ctx, { ...body, ...params });
    locate(request, `contests/${params.id}/commentary/${made.id}`);
    return made;
  });
  mount(contract.deleteCcsCommentary, async ({ ctx, params }) => {
    await ccsWithdrawComment(ctx, params);
    return undefined;
  });
  mount(contract.getCcsSubmissionFiles, async ({ ctx, params }) => ({
    type: 'application/zip',
    name: 'files.zip',
    body: await ccsFiles(ctx, params),
  }));

  mount(contract.getCcsEventFeed, async ({ ctx, params, query, request }) => {
    const { actor } = ctx;
    if (request.res === undefined) throw new Error('Express gives each request its response');
    const lines = await ccsFeed(ctx, {
      ...params,
      sinceToken: query.since_token,
      stream: query.stream === 'true',
      signal: feeds.open(
        actor.kind === 'user' ? { userId: actor.userId } : { address: addressOf(request) },
        request.res,
      ),
      // What was derived from a login ends with it.
      stillThere: async () =>
        (await identify(platform, request, contract.getCcsEventFeed).catch(() => undefined))?.kind === actor.kind,
    });
    return { type: 'application/x-ndjson', body: Readable.from(lines) };
  });
}
