import { createHash } from 'node:crypto';
import { DocketError, type ErrorCode } from '@docket/contracts/errors';

/** What would befall the rest of the batch as well. */
const OURS: ReadonlySet<ErrorCode> = new Set(['internal', 'unavailable']);

/**
 * Takes the parts of a batch in, in their order, each by itself: what one is refused for says nothing of the others. Under a key each has one of its
 * own, so that a batch that is sent again after a crash makes no second of those it made. What is our fault ends the batch.
 */
export async function oneByOne<Part, Answer>(
  parts: readonly Part[],
  key: string | null,
  take: (part: Part, key: string | null) => Promise<Answer>,
): Promise<(Answer | DocketError)[]> {
  const stem = key === null ? null : createHash('sha256').update(key).digest('base64url');
  const answers: (Answer | DocketError)[] = [];
  for (const [index, part] of parts.entries()) {
    try {
      // In their order, which is that of their places in the queue.
      answers.push(await take(part, stem === null ? null : `batch:${stem}:${index}`));
    } catch (error) {
      if (!(error instanceof DocketError) || OURS.has(error.code)) throw error;
      answers.push(error);
    }
  }
  return answers;
}
