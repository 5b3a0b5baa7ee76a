import { userChannel } from '@docket/contracts/events/envelope';
import type { SubmissionUpdated } from '@docket/contracts/events/judge';
import type { FeedbackPolicy } from '@docket/problem-package/feedback';
import type { NewEvent } from '../../spine/emit.ts';
import { authorOf, viewOf } from './view.ts';

/** What the author is told of a submission that moved on: what he would read of it, by the problem's policy. */
export function submissionNews(data: SubmissionUpdated, policy?: FeedbackPolicy): NewEvent<'submission.updated'> {
  const seen = viewOf({ ...data, policy }, authorOf(data));
  if (seen === null) throw new Error('an author may not see his own submission');
  return { channel: userChannel(data.userId), type: 'submission.updated', data: seen };
}
