import type { Redis } from 'ioredis';
import * as apiToken from '@docket/contracts/http/api-token';
import * as judge0 from '@docket/contracts/http/judge0';
import * as account from '@docket/contracts/http/account';
import * as chart from '@docket/contracts/http/chart';
import * as ledger from '@docket/contracts/http/ledger';
import * as messages from '@docket/contracts/http/messages';
import * as queue from '@docket/contracts/http/queue';
import * as ccs from '@docket/contracts/http/ccs';
import * as contest from '@docket/contracts/http/contest';
import * as contestDesk from '@docket/contracts/http/contest-desk';
import * as contestJury from '@docket/contracts/http/contest-jury';
import * as contestPackage from '@docket/contracts/http/contest-package';
import * as contestSimilarity from '@docket/contracts/http/contest-similarity';
import * as course from '@docket/contracts/http/course';
import * as draft from '@docket/contracts/http/draft';
import * as discussion from '@docket/contracts/http/discussion';
import * as practice from '@docket/contracts/http/practice';
import * as studyList from '@docket/contracts/http/study-list';
import * as booking from '@docket/contracts/http/booking';
import * as flight from '@docket/contracts/http/flight';
import * as flightCheckIn from '@docket/contracts/http/flight-check-in';
import * as frontDesk from '@docket/contracts/http/front-desk';
import * as hotel from '@docket/contracts/http/hotel';
import * as houseSeats from '@docket/contracts/http/house-seats';
import * as identity from '@docket/contracts/http/identity';
import * as inbox from '@docket/contracts/http/inbox';
import * as invariants from '@docket/contracts/http/invariants';
import * as language from '@docket/contracts/http/language';
import * as notification from '@docket/contracts/http/notification';
import * as outgoingWebhook from '@docket/contracts/http/outgoing-webhook';
import * as payment from '@docket/contracts/http/payment';
import * as payout from '@docket/contracts/http/payout';
import * as place from '@docket/contracts/http/place';
import * as problem from '@docket/contracts/http/problem';
import * as setter from '@docket/contracts/http/setter';
import * as profile from '@docket/contracts/http/profile';
import * as push from '@docket/contracts/http/push';
import * as rates from '@docket/contracts/http/rates';
import * as rating from '@docket/contracts/http/rating';
import * as realtime from '@docket/contracts/http/realtime';
import * as reconciliation from '@docket/contracts/http/reconciliation';
import * as rejudge from '@docket/contracts/http/rejudge';
import type { RouteContract } from '@docket/contracts/http/route';
import * as run from '@docket/contracts/http/run';
import * as showSeats from '@docket/contracts/http/show-seats';
import * as show from '@docket/contracts/http/show';
import * as signIn from '@docket/contracts/http/sign-in';
import * as submission from '@docket/contracts/http/submission';
import * as ticket from '@docket/contracts/http/ticket';
import * as title from '@docket/contracts/http/title';
import * as transfer from '@docket/contracts/http/transfer';
import * as trip from '@docket/contracts/http/trip';
import * as users from '@docket/contracts/http/users';
import * as venue from '@docket/contracts/http/venue';
import * as voucher from '@docket/contracts/http/voucher';
import * as wallet from '@docket/contracts/http/wallet';
import * as waitingList from '@docket/contracts/http/waiting-list';
import * as waitingRoom from '@docket/contracts/http/waiting-room';
import type { LoginProvider } from '@docket/domain/identity/provider/port';
import type { PaymentProviders } from '@docket/domain/payment/providers';
import type { ApiSettings } from '@docket/runtime/settings/services';
import type { Throttle } from './http/throttle.ts';
import type { Feeds } from './feeds.ts';
import type { Mount, Platform } from './http/mount.ts';
import type { Waits } from './waits.ts';
import { mountApiToken } from './routes/api-token.ts';
import { mountJudge0 } from './routes/judge0.ts';
import { mountAccount } from './routes/account.ts';
import { mountChart } from './routes/chart.ts';
import { mountLedger } from './routes/ledger.ts';
import { mountMessages } from './routes/messages.ts';
import { mountQueue } from './routes/queue.ts';
import { mountBooking } from './routes/booking.ts';
import { mountCcs } from './routes/ccs.ts';
import { mountContest } from './routes/contest.ts';
import { mountContestDesk } from './routes/contest-desk.ts';
import { mountContestJury } from './routes/contest-jury.ts';
import { mountContestPackage } from './routes/contest-package.ts';
import { mountContestSimilarity } from './routes/contest-similarity.ts';
import { mountCourse } from './routes/course.ts';
import { mountDraft } from './routes/draft.ts';
import { mountDiscussion } from './routes/discussion.ts';
import { mountPractice } from './routes/practice.ts';
import { mountStudyList } from './routes/study-list.ts';
import { mountFlight } from './routes/flight.ts';
import { mountFlightCheckIn } from './routes/flight-check-in.ts';
import { mountFrontDesk } from './routes/front-desk.ts';
import { mountHotel } from './routes/hotel.ts';
import { mountHouseSeats } from './routes/house-seats.ts';
import { mountIdentity } from './routes/identity.ts';
import { mountInbox } from './routes/inbox.ts';
import { mountInvariants } from './routes/invariants.ts';
import { mountLanguage } from './routes/language.ts';
import { mountNotification, mountPush } from './routes/notification.ts';
import { mountOutgoingWebhook } from './routes/outgoing-webhook.ts';
import { mountPayment } from './routes/payment.ts';
import { mountPayout } from './routes/payout.ts';
import { mountPlace } from './routes/place.ts';
import { mountProblem } from './routes/problem.ts';
import { mountSetter } from './routes/setter.ts';
import { mountProfile } from './routes/profile.ts';
import { mountRates } from './routes/rates.ts';
import { mountRating } from './routes/rating.ts';
import { mountRealtime } from './routes/realtime.ts';
import { mountReconciliation } from './routes/reconciliation.ts';
import { mountRejudge } from './routes/rejudge.ts';
import { mountRun } from './routes/run.ts';
import { mountShowSeats } from './routes/show-seats.ts';
import { mountShow } from './routes/show.ts';
import { mountSignIn } from './routes/sign-in.ts';
import { mountSubmission } from './routes/submission.ts';
import { mountTicket } from './routes/ticket.ts';
import { mountTitle } from './routes/title.ts';
import { mountTransfer } from './routes/transfer.ts';
import { mountTrip } from './routes/trip.ts';
import { mountUsers } from './routes/users.ts';
import { mountVenue } from './routes/venue.ts';
import { mountVoucher } from './routes/voucher.ts';
import { mountWallet } from './routes/wallet.ts';
import { mountWaitingList } from './routes/waiting-list.ts';
import { mountWaitingRoom } from './routes/waiting-room.ts';

/** What routes are given besides the requests; each area says which of it, and of the settings, it needs. */
export type AreaNeeds = {
  readonly config: ApiSettings;
  readonly throttle: Throttle;
  /** Of the `producer` profile. */
  readonly redis: Redis;
  readonly providers: PaymentProviders;
  readonly loginProviders: readonly LoginProvider[];
  readonly waits: Waits;
  readonly feeds: Feeds;
  /** To ask again who it is that listens. */
  readonly platform: Pick<Platform, 'db' | 'clock'>;
};

/** A part of the API: its contracts are one file of `@docket/contracts/http`, its handlers one of `routes`. */
export type Area = {
  readonly name: string;
  /** As a heading of the documentation. */
  readonly title: string;
  /** Every contract that its file exports, by address. */
  readonly routes: readonly RouteContract[];
  readonly mount: (mount: Mount, needs: AreaNeeds) => void;
};

const METHODS = ['GET', 'POST', 'PUT', 'PATCH', 'DELETE'];

function isRoute(exported: unknown): exported is RouteContract {
  return typeof exported === 'object' && exported !== null && 'method' in exported && 'path' in exported;
}

/** The contracts that a file exports. */
export function routesOf(file: object): readonly RouteContract[] {
  return Object.values(file)
    .filter(isRoute)
    .toSorted((a, b) => {
      if (a.path !== b.path) return a.path < b.path ? -1 : 1;
      return METHODS.indexOf(a.method) - METHODS.indexOf(b.method);
    });
}

function area(name: string, title: string, file: object, mount: Area['mount']): Area {
  return { name, title, routes: routesOf(file), mount };
}

/** Every area of this service, in the order of the documentation. A new one is a line here. */
export const areas: readonly Area[] = [
  area('identity', 'Accounts', identity, mountIdentity),
  area('account', 'Your account', account, mountAccount),
  area('profile', 'Profiles', profile, mountProfile),
  area('sign-in', 'Passkeys and providers', signIn, mountSignIn),
  area('api-token', 'API tokens', apiToken, mountApiToken),
  area('problem', 'Problems', problem, mountProblem),
  area('setter', 'Setters', setter, mountSetter),
  area('language', 'Languages', language, mountLanguage),
  area('submission', 'Submissions', submission, mountSubmission),
  area('run', 'Runs', run, mountRun),
  area('judge0', 'As Judge0 answers', judge0, mountJudge0),
  area('draft', 'Drafts', draft, mountDraft),
  area('practice', 'Practising', practice, mountPractice),
  area('study-list', 'Study lists', studyList, mountStudyList),
  area('discussion', 'Discussions of problems', discussion, mountDiscussion),
  area('rejudge', 'Rejudges', rejudge, mountRejudge),
  area('contest', 'Contests', contest, mountContest),
  area('contest-desk', 'Contests: questions, balloons, prints', contestDesk, mountContestDesk),
  area('contest-jury', 'Contests, for their juries', contestJury, mountContestJury),
  area('contest-package', 'Contest packages', contestPackage, mountContestPackage),
  area('ccs', 'Contests, as the ICPC’s tools read them', ccs, mountCcs),
  area('rating', 'Ratings', rating, mountRating),
  area('contest-similarity', 'Contests: who wrote alike', contestSimilarity, mountContestSimilarity),
  area('course', 'Courses', course, mountCourse),
  area('venue', 'Cities, venues and halls', venue, mountVenue),
  area('title', 'Titles', title, mountTitle),
  area('show', 'Shows', show, mountShow),
  area('show-seats', 'Live seats', showSeats, mountShowSeats),
  area('house-seats', 'House seats', houseSeats, mountHouseSeats),
  area('place', 'Places', place, mountPlace),
  area('hotel', 'Hotels: search, offers, quotes', hotel, mountHotel),
  area('flight', 'Flights', flight, mountFlight),
  area('booking', 'Bookings', booking, mountBooking),
  area('trip', 'Trips', trip, mountTrip),
  area('flight-check-in', 'Tickets, seats and boarding passes', flightCheckIn, mountFlightCheckIn),
  area('rates', 'Rates of houses', rates, mountRates),
  area('front-desk', 'Front desks of houses', frontDesk, mountFrontDesk),
  area('payment', 'Payments', payment, mountPayment),
  area('transfer', 'Transfers to the account of the house', transfer, mountTransfer),
  area('voucher', 'Vouchers', voucher, mountVoucher),
  area('outgoing-webhook', 'Webhooks to merchants', outgoingWebhook, mountOutgoingWebhook),
  area('waiting-room', 'Waiting rooms', waitingRoom, mountWaitingRoom),
  area('waiting-list', 'Waiting lists', waitingList, mountWaitingList),
  area('ticket', 'Tickets', ticket, mountTicket),
  area('notification', 'Notifications', notification, mountNotification),
  area('push', 'Notifications on devices', push, mountPush),
  area('wallet', 'Wallet', wallet, mountWallet),
  area('payout', 'Payouts, for admins', payout, mountPayout),
  area('chart', 'Charts', chart, mountChart),
  area('realtime', 'Realtime', realtime, mountRealtime),
  area('ledger', 'Ledger', ledger, mountLedger),
  area('reconciliation', 'Reconciliation', reconciliation, mountReconciliation),
  area('queue', 'Queue and workers', queue, mountQueue),
  area('messages', 'Messages', messages, mountMessages),
  area('users', 'Accounts, for admins', users, mountUsers),
  area('inbox', 'Inbox of providers', inbox, mountInbox),
  area('invariants', 'Invariants', invariants, mountInvariants),
];

/** Every route of this service, in the order of the documentation. */
export const contracts: readonly RouteContract[] = areas.flatMap(({ routes }) => routes);

/**
 * Mounts areas: all that is in their contracts, each once, and nothing else.
 * @throws Error naming a contract that is not mounted or not the area's
 */
export function mountAreas(all: readonly Area[], mount: Mount, needs: AreaNeeds): void {
  for (const { name, routes, mount: mountArea } of all) {
    const left = new Set<RouteContract>(routes);
    mountArea((contract, handler, options) => {
      if (!left.delete(contract))
        throw new Error(
          `${name} mounts ${contract.method} ${contract.path}, which is mounted already or not in its contracts`,
        );
      mount(contract, handler, options);
    }, needs);
    const [missing] = left;
    if (missing !== undefined)
      throw new Error(`${name} does not mount ${missing.method} ${missing.path} of its contracts`);
  }
}
