import * as contract from '@docket/contracts/http/contest-similarity';
import { compareSubmissions } from '@docket/domain/contest/similarity/ask';
import {
  decideSimilarPair,
  getSimilarPair,
  listSimilarity,
  listSimilarPairs,
} from '@docket/domain/contest/similarity/read';
import type { Mount } from '../http/mount.ts';

export function mountContestSimilarity(mount: Mount): void {
  mount(contract.listSimilarity, ({ ctx, params }) => listSimilarity(ctx, params));
  mount(contract.compareSubmissions, ({ ctx, params, body }) => compareSubmissions(ctx, { ...body, ...params }));
  mount(contract.listSimilarPairs, ({ ctx, params, query }) => listSimilarPairs(ctx, { ...query, ...params }));
  mount(contract.getSimilarPair, ({ ctx, params }) => getSimilarPair(ctx, params));
  mount(contract.decideSimilarPair, ({ ctx, params, body }) => decideSimilarPair(ctx, { ...body, ...params }));
}
