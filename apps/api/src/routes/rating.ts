import * as contract from '@docket/contracts/http/rating';
import { distributionOfRatings, listRatings } from '@docket/domain/contest/rating/list';
import { ratingsOfContest } from '@docket/domain/contest/rating/of-contest';
import { getRatingHistory } from '@docket/domain/profile/contests';
import type { Mount } from '../http/mount.ts';

export function mountRating(mount: Mount): void {
  mount(contract.listRatings, ({ ctx, query }) => listRatings(ctx, query));
  mount(contract.getRatingDistribution, ({ ctx }) => distributionOfRatings(ctx));
  mount(contract.getRatingHistory, ({ ctx, params }) => getRatingHistory(ctx, params));
  mount(contract.getContestRatings, ({ ctx, params, query }) => ratingsOfContest(ctx, { ...query, ...params }));
}
