import { randomBytes } from 'node:crypto';
import { createDocket, type Docket } from '@docket/client/docket';
import { changeContest, createContest, type ContestDetail } from '@docket/contracts/http/contest';
import { answerClarification, claimClarification, listClarifications } from '@docket/contracts/http/contest-desk';
import { actOnContest, listJurySubmissions, setContestProblems } from '@docket/contracts/http/contest-jury';
import type { RouteBodyInput, RouteResponse } from '@docket/contracts/http/route';
import type { Admin } from './books.ts';
import { CONTEST_PROBLEMS } from './bots.ts';

/** For each wrong try: in a contest of minutes the usual 20 would decide everything. */
export const PENALTY_MINUTES = 1;
const ANSWER = 'Yes: a name is the whole line, spaces and all.';

/** Who holds the contest, by the same API as anybody. */
export type Jury = ReturnType<typeof juryOf>;

/** The administrator as the jury of a contest. */
export async function enterJury(url: string, admin: Admin): Promise<{ readonly docket: Docket; readonly jury: Jury }> {
  const docket = createDocket({ baseUrl: url });
  await docket.login(admin);
  return { docket, jury: juryOf(docket) };
}

function juryOf(docket: Docket) {
  const act = (id: string, body: RouteBodyInput<typeof actOnContest>): Promise<ContestDetail> =>
    docket.call(actOnContest, { params: { id }, body });
  return {
    /** Makes a contest of the worked problems and publishes it. */
    async hold(startsAt: Date, endsAt: Date): Promise<ContestDetail> {
      const { contestId: id } = await docket.call(createContest, {
        body: {
          title: 'Contest of the bots',
          slug: `demo-${randomBytes(4).toString('hex')}`,
          description: 'A contest of the demo. Everybody who takes part is a bot.',
          startsAt: startsAt.toISOString(),
          endsAt: endsAt.toISOString(),
          options: { unit: 'second', penaltyMinutes: PENALTY_MINUTES },
          rated: true,
        },
      });
      const problems = CONTEST_PROBLEMS.map(({ label, slug, colour }) => ({ label, problemId: slug, colour }));
      await docket.call(setContestProblems, { params: { id }, body: { problems } });
      return docket.call(changeContest, { params: { id }, body: { visibility: 'LISTED' } });
    },
    act,
    /** Answers the question that is open, to everybody. */
    async answer(id: string, clarificationId: string): Promise<void> {
      const { data } = await docket.call(listClarifications, { params: { id }, query: { status: 'open' } });
      if (!data.some((each) => each.clarificationId === clarificationId))
        throw new Error('the question has not come to the jury');
      const params = { id, clarificationId };
      await docket.call(claimClarification, { params, body: {} });
      await docket.call(answerClarification, { params, body: { answer: ANSWER, audience: 'everybody' } });
    },
    /** All that was handed in, the first first. */
    async submissions(id: string): Promise<RouteResponse<typeof listJurySubmissions>['data']> {
      const { data } = await docket.call(listJurySubmissions, { params: { id }, query: { limit: 100 } });
      return data.toReversed();
    },
  };
}
