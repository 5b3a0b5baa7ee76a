import type { ScopeReactions } from '../../judge/scope/reactions.ts';
import { keepRecord } from '../audit.ts';

/** What the records of a contest have of acts that go by routes of the judge's. */
export const contestRecords: ScopeReactions['scopes'] = {
  read: (ctx, tx, { scopeId, submissionId }) =>
    keepRecord(ctx, tx, { contestId: scopeId, act: 'submission.read', subject: submissionId }),
  rejudged: (ctx, tx, { scopeId, rejudgeId, became, applied, left }) =>
    keepRecord(ctx, tx, {
      contestId: scopeId,
      act: `rejudge.${became}`,
      subject: rejudgeId,
      data: became === 'applied' ? { applied, left } : {},
    }),
};
