import { DocketError } from '@docket/contracts/errors';
import type { CcsClarification, CcsClarificationAsked } from '@docket/contracts/ccs/clarification';
import { announce, answerClarification } from '../contest/desk/answer.ts';
import { askClarification } from '../contest/desk/ask.ts';
import { requireUser, type Ctx } from '../spine/ctx.ts';
import { getCcs } from './collections.ts';
import { answerId, questionOf } from './ids.ts';
import { readerOf, type CcsView } from './view.ts';

type Input = CcsClarificationAsked & { readonly id: string };

/**
 * A team asks; the jury answers a question, or says something to everybody. The server says who and when.
 * @throws DocketError as the verbs of the desk, `contest_not_participant` for everybody else, `user_mismatch` for another team, `invalid_request` for what the
 * caller does not say
 */
export async function ccsClarify(ctx: Ctx, input: Input): Promise<CcsClarification> {
  requireUser(ctx);
  const { view } = await readerOf(ctx, input.id);
  const objectId = await said(ctx, view, input);
  return getCcs(ctx, 'clarifications', { id: input.id, objectId });
}

async function said(ctx: Ctx, view: CcsView, input: Input): Promise<string> {
  const { id, text } = input;
  const label = input.problem_id ?? undefined;
  if (view.kind === 'team') {
    if (input.from_team_id != null && input.from_team_id !== view.team)
      throw new DocketError('user_mismatch', 'The from_team_id is not yours; leave it out or send your own.');
    if (input.to_team_id != null || input.reply_to_id != null)
      throw new DocketError('invalid_request', 'Teams ask the jury: leave to_team_id and reply_to_id out.');
    if (input.time != null || input.contest_time != null)
      throw new DocketError('invalid_request', 'The server says when: leave time and contest_time out.');
    return (await askClarification(ctx, { id, label, question: text })).clarificationId;
  }
  if (view.kind !== 'jury')
    throw new DocketError('contest_not_participant', 'Those who take part ask, and the jury answers.');
  if (input.from_team_id != null)
    throw new DocketError('invalid_request', 'The jury asks for no team: leave from_team_id out.');
  if (input.reply_to_id == null) {
    if (input.to_team_id != null)
      throw new DocketError('invalid_request', 'To one team the jury answers a question: send reply_to_id with it.');
    return (await announce(ctx, { id, label, text })).clarificationId;
  }
  const asked = await getCcs(ctx, 'clarifications', { id, objectId: input.reply_to_id }).catch(noQuestion);
  if (asked.from_team_id === null) throw noneSuch();
  if (label !== undefined && label !== asked.problem_id)
    throw new DocketError('invalid_request', 'The problem_id is not that of the question; leave it out.');
  if (input.to_team_id != null && input.to_team_id !== asked.from_team_id)
    throw new DocketError(
      'invalid_request',
      'The to_team_id is not of whoever asked; leave it out to answer everybody.',
    );
  await answerClarification(ctx, {
    id,
    clarificationId: asked.id,
    answer: text,
    audience: input.to_team_id == null ? 'everybody' : 'asker',
  });
  return answerId(asked.id);
}

function noneSuch(): DocketError {
  return new DocketError('clarification_not_found', 'There is no such question in this contest.');
}

function noQuestion(error: unknown): never {
  throw error instanceof DocketError && error.code === 'not_found' ? noneSuch() : error;
}

/**
 * Another text of an answer, to the same people, who are told anew.
 * @throws DocketError `contest_not_found`, `contest_not_jury`, `clarification_not_found`, `clarification_claimed`
 */
export async function ccsChangeClarification(
  ctx: Ctx,
  input: { readonly id: string; readonly objectId: string; readonly text: string },
): Promise<CcsClarification> {
  const question = questionOf(input.objectId);
  const { view } = await readerOf(ctx, input.id);
  if (view.kind !== 'jury') throw new DocketError('contest_not_jury', 'You are not in the jury of this contest.');
  const before = question === null ? undefined : await getCcs(ctx, 'clarifications', input).catch(noQuestion);
  if (question === null || before === undefined) throw noneSuch();
  await answerClarification(ctx, {
    id: input.id,
    clarificationId: question,
    answer: input.text,
    audience: before.to_team_id === null ? 'everybody' : 'asker',
  });
  return getCcs(ctx, 'clarifications', input);
}
