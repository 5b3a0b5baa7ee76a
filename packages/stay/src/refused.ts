import type { z } from 'zod';
import type { notOffered } from '@docket/contracts/http/hotel';

/** Why a plan cannot be had for a stay. */
export type NotOffered = z.infer<typeof notOffered>;

export function isRefused(answer: object): answer is NotOffered {
  return 'code' in answer && 'reason' in answer;
}
