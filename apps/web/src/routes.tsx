import { roles } from '@docket/contracts/access';
import { inboxStatus } from '@docket/contracts/http/inbox';
import { withdrawalStatus } from '@docket/contracts/http/wallet';
import { ageBucket, breakStatus, breakType } from '@docket/contracts/reconciliation/break';
import { difficulties } from '@docket/contracts/http/problem';
import { titleKind } from '@docket/contracts/http/title';
import { submissionStatus } from '@docket/contracts/judge/verdict';
import { createRootRoute, createRoute, createRouter } from '@tanstack/react-router';
import { Layout } from './app/layout.tsx';
import { NotFound } from './app/not-found.tsx';
import { PageFailure } from './app/page-failure.tsx';
import { given } from './lib/given.ts';
import { lazyPage } from './lib/lazy-page.ts';
import { safeNext } from './features/identity/api/next.ts';

/** Reading an address never fails: what it does not know it leaves out. */
const text = (value: unknown) => (typeof value === 'string' && value !== '' ? value : undefined);
const oneOf = <const T extends string>(known: readonly T[], value: unknown) => known.find((option) => option === value);
const texts = (value: unknown) =>
  (Array.isArray(value) ? value : [value]).filter((item): item is string => typeof item === 'string' && item !== '');
const root = createRootRoute({ component: Layout, notFoundComponent: NotFound });

const home = createRoute({
  getParentRoute: () => root,
  path: '/',
  component: lazyPage(() => import('./features/home/components/home-page.tsx'), 'HomePage'),
});

const docs = createRoute({
  getParentRoute: () => root,
  path: '/docs',
  component: lazyPage(() => import('./features/docs/components/docs-page.tsx'), 'DocsPage'),
});

const login = createRoute({
  getParentRoute: () => root,
  path: '/login',
  validateSearch: (search: Record<string, unknown>) => given({ next: safeNext(search['next']) }),
  component: lazyPage(() => import('./features/identity/components/login-page.tsx'), 'LoginPage'),
});

const signup = createRoute({
  getParentRoute: () => root,
  path: '/signup',
  validateSearch: (search: Record<string, unknown>) => given({ next: safeNext(search['next']) }),
  component: lazyPage(() => import('./features/identity/components/signup-page.tsx'), 'SignUpPage'),
});

const forgot = createRoute({
  getParentRoute: () => root,
  path: '/forgot',
  component: lazyPage(() => import('./features/identity/components/forgot-page.tsx'), 'ForgotPage'),
});

const reset = createRoute({
  getParentRoute: () => root,
  path: '/reset',
  component: lazyPage(() => import('./features/identity/components/reset-page.tsx'), 'ResetPage'),
});

const confirm = createRoute({
  getParentRoute: () => root,
  path: '/confirm',
  component: lazyPage(() => import('./features/identity/components/confirm-page.tsx'), 'ConfirmPage'),
});

const account = createRoute({
  getParentRoute: () => root,
  path: '/account',
  component: lazyPage(() => import('./features/account/components/account-page.tsx'), 'AccountPage'),
});

const notifications = createRoute({
  getParentRoute: () => root,
  path: '/notifications',
  component: lazyPage(() => import('./features/notification/components/notifications-page.tsx'), 'NotificationsPage'),
});

const problems = createRoute({
  getParentRoute: () => root,
  path: '/problems',
  validateSearch: (search: Record<string, unknown>) => {
    const tags = texts(search['tag']);
    return given({
      q: text(search['q']),
      tag: tags.length > 0 ? tags : undefined,
      difficulty: oneOf(difficulties, search['difficulty']),
      solved: oneOf(['solved', 'tried', 'untouched'], search['solved']),
      sort: oneOf(['title', 'difficulty', 'acceptance'], search['sort']),
    });
  },
  component: lazyPage(() => import('./features/problem/components/problem-list-page.tsx'), 'ProblemListPage'),
});

const problem = createRoute({
  getParentRoute: () => root,
  path: '/problems/$slug',
  validateSearch: (search: Record<string, unknown>) => given({ submission: text(search['submission']) }),
  component: lazyPage(() => import('./features/workbench/components/problem-page.tsx'), 'ProblemPage'),
});

const submissions = createRoute({
  getParentRoute: () => root,
  path: '/submissions',
  validateSearch: (search: Record<string, unknown>) =>
    given({
      problemId: text(search['problemId']),
      status: oneOf(submissionStatus.options, search['status']),
      language: text(search['language']),
    }),
  component: lazyPage(() => import('./features/submission/components/submission-list-page.tsx'), 'SubmissionListPage'),
});

const submission = createRoute({
  getParentRoute: () => root,
  path: '/submissions/$id',
  component: lazyPage(() => import('./features/submission/components/submission-page.tsx'), 'SubmissionPage'),
});

const ownProfile = createRoute({
  getParentRoute: () => root,
  path: '/profile',
  component: lazyPage(() => import('./features/profile/components/own-profile-page.tsx'), 'OwnProfilePage'),
});

const profile = createRoute({
  getParentRoute: () => root,
  path: '/profile/$username',
  component: lazyPage(() => import('./features/profile/components/profile-page.tsx'), 'ProfilePage'),
});

const isoDate = (value: unknown) =>
  typeof value === 'string' && /^\d{4}-\d\d-\d\d$/.test(value) && !Number.isNaN(Date.parse(value)) ? value : undefined;

const shows = createRoute({
  getParentRoute: () => root,
  path: '/shows',
  validateSearch: (search: Record<string, unknown>) =>
    given({
      city: text(search['city']),
      q: text(search['q']),
      date: isoDate(search['date']),
      kind: oneOf(titleKind.options, search['kind']),
    }),
  component: lazyPage(() => import('./features/catalog/components/show-list-page.tsx'), 'ShowListPage'),
});

const title = createRoute({
  getParentRoute: () => root,
  path: '/titles/$slug',
  validateSearch: (search: Record<string, unknown>) =>
    given({ city: text(search['city']), date: isoDate(search['date']) }),
  component: lazyPage(() => import('./features/catalog/components/title-page.tsx'), 'TitlePage'),
});

const show = createRoute({
  getParentRoute: () => root,
  path: '/shows/$id',
  validateSearch: (search: Record<string, unknown>) =>
    given({ seats: text(search['seats']), places: text(search['places']) }),
  component: lazyPage(() => import('./features/seats/components/show-page.tsx'), 'ShowPage'),
});

const room = createRoute({
  getParentRoute: () => root,
  path: '/shows/$id/room',
  component: lazyPage(() => import('./features/waiting-room/components/room-page.tsx'), 'RoomPage'),
});

const draw = createRoute({
  getParentRoute: () => root,
  path: '/shows/$id/draw',
  component: lazyPage(() => import('./features/waiting-room/components/draw-page.tsx'), 'DrawPage'),
});

const bookings = createRoute({
  getParentRoute: () => root,
  path: '/bookings',
  validateSearch: (search: Record<string, unknown>) => given({ when: oneOf(['upcoming', 'past'], search['when']) }),
  component: lazyPage(() => import('./features/booking/components/booking-list-page.tsx'), 'BookingListPage'),
});

const booking = createRoute({
  getParentRoute: () => root,
  path: '/bookings/$id',
  component: lazyPage(() => import('./features/booking/components/booking-page.tsx'), 'BookingPage'),
});

const tickets = createRoute({
  getParentRoute: () => root,
  path: '/bookings/$id/tickets',
  component: lazyPage(() => import('./features/ticket/components/ticket-page.tsx'), 'TicketPage'),
});

const checkout = createRoute({
  getParentRoute: () => root,
  path: '/bookings/$id/checkout',
  component: lazyPage(() => import('./features/checkout/components/checkout-page.tsx'), 'CheckoutPage'),
});

const payment = createRoute({
  getParentRoute: () => root,
  path: '/payments/$id',
  validateSearch: (search: Record<string, unknown>) => given({ reference: text(search['reference']) }),
  component: lazyPage(() => import('./features/checkout/components/payment-page.tsx'), 'PaymentPage'),
});

const receipt = createRoute({
  getParentRoute: () => root,
  path: '/payments/$id/receipt',
  component: lazyPage(() => import('./features/checkout/components/receipt-page.tsx'), 'ReceiptPage'),
});

const wallet = createRoute({
  getParentRoute: () => root,
  path: '/tickets',
  component: lazyPage(() => import('./features/ticket/components/wallet-page.tsx'), 'WalletPage'),
});

const money = createRoute({
  getParentRoute: () => root,
  path: '/wallet',
  component: lazyPage(() => import('./features/wallet/components/wallet-page.tsx'), 'WalletPage'),
});

const admin = createRoute({
  getParentRoute: () => root,
  path: '/admin',
  component: lazyPage(() => import('./features/admin/components/admin-layout.tsx'), 'AdminLayout'),
});

const adminQueue = createRoute({
  getParentRoute: () => admin,
  path: '/queue',
  component: lazyPage(() => import('./features/admin/components/queue-page.tsx'), 'QueuePage'),
});

const adminWorkers = createRoute({
  getParentRoute: () => admin,
  path: '/workers',
  component: lazyPage(() => import('./features/admin/components/workers-page.tsx'), 'WorkersPage'),
});

const adminMessages = createRoute({
  getParentRoute: () => admin,
  path: '/messages',
  component: lazyPage(() => import('./features/admin/components/messages-page.tsx'), 'MessagesPage'),
});

const adminUsers = createRoute({
  getParentRoute: () => admin,
  path: '/users',
  validateSearch: (search: Record<string, unknown>) =>
    given({
      q: text(search['q']),
      role: oneOf(roles, search['role']),
      state: oneOf(['active', 'disabled'], search['state']),
    }),
  component: lazyPage(() => import('./features/admin/components/users-page.tsx'), 'UsersPage'),
});

const adminUser = createRoute({
  getParentRoute: () => admin,
  path: '/users/$userId',
  component: lazyPage(() => import('./features/admin/components/user-page.tsx'), 'UserPage'),
});

const adminInbox = createRoute({
  getParentRoute: () => admin,
  path: '/inbox',
  validateSearch: (search: Record<string, unknown>) =>
    given({
      q: text(search['q']),
      provider: text(search['provider']),
      status: oneOf(inboxStatus.options, search['status']),
    }),
  component: lazyPage(() => import('./features/admin/components/inbox-page.tsx'), 'InboxPage'),
});

const adminInboxEvent = createRoute({
  getParentRoute: () => admin,
  path: '/inbox/$id',
  component: lazyPage(() => import('./features/admin/components/inbox-event-page.tsx'), 'InboxEventPage'),
});

const rejudges = createRoute({
  getParentRoute: () => admin,
  path: '/rejudges',
  validateSearch: (search: Record<string, unknown>) =>
    given({ problem: text(search['problem']), submission: text(search['submission']) }),
  component: lazyPage(() => import('./features/admin/components/rejudge-list-page.tsx'), 'RejudgeListPage'),
});

const rejudge = createRoute({
  getParentRoute: () => admin,
  path: '/rejudges/$id',
  component: lazyPage(() => import('./features/admin/components/rejudge-page.tsx'), 'RejudgePage'),
});

const setProblems = createRoute({
  getParentRoute: () => admin,
  path: '/problems',
  component: lazyPage(() => import('./features/admin/components/set-problems-page.tsx'), 'SetProblemsPage'),
});

const adminImport = createRoute({
  getParentRoute: () => admin,
  path: '/import',
  component: lazyPage(() => import('./features/admin/components/import-page.tsx'), 'ImportPage'),
});

const adminPayments = createRoute({
  getParentRoute: () => admin,
  path: '/payments',
  component: lazyPage(() => import('./features/admin/components/payments-page.tsx'), 'PaymentsPage'),
});

const adminPayment = createRoute({
  getParentRoute: () => admin,
  path: '/payments/$id',
  component: lazyPage(() => import('./features/admin/components/admin-payment-page.tsx'), 'AdminPaymentPage'),
});

const adminRefunds = createRoute({
  getParentRoute: () => admin,
  path: '/refunds',
  component: lazyPage(() => import('./features/admin/components/refunds-page.tsx'), 'RefundsPage'),
});

const adminPayouts = createRoute({
  getParentRoute: () => admin,
  path: '/payouts',
  validateSearch: (search: Record<string, unknown>) =>
    given({ status: oneOf(withdrawalStatus.options, search['status']), user: text(search['user']) }),
  component: lazyPage(() => import('./features/admin/components/payouts-page.tsx'), 'PayoutsPage'),
});

const adminPayout = createRoute({
  getParentRoute: () => admin,
  path: '/payouts/$id',
  component: lazyPage(() => import('./features/admin/components/payout-page.tsx'), 'PayoutPage'),
});

const adminBreaks = createRoute({
  getParentRoute: () => admin,
  path: '/breaks',
  validateSearch: (search: Record<string, unknown>) =>
    given({
      status: oneOf(breakStatus.options, search['status']),
      type: oneOf(breakType.options, search['type']),
      age: oneOf(ageBucket.options, search['age']),
    }),
  component: lazyPage(() => import('./features/admin/components/breaks-page.tsx'), 'BreaksPage'),
});

const adminBreak = createRoute({
  getParentRoute: () => admin,
  path: '/breaks/$id',
  component: lazyPage(() => import('./features/admin/components/break-page.tsx'), 'BreakPage'),
});

const adminInvariants = createRoute({
  getParentRoute: () => admin,
  path: '/invariants',
  component: lazyPage(() => import('./features/admin/components/invariants-page.tsx'), 'InvariantsPage'),
});

const adminLedger = createRoute({
  getParentRoute: () => admin,
  path: '/ledger',
  component: lazyPage(() => import('./features/admin/components/ledger-page.tsx'), 'LedgerPage'),
});

const ledgerAccount = createRoute({
  getParentRoute: () => admin,
  path: '/ledger/$id',
  component: lazyPage(() => import('./features/admin/components/ledger-account-page.tsx'), 'LedgerAccountPage'),
});

const ledgerTransfer = createRoute({
  getParentRoute: () => admin,
  path: '/transfers/$id',
  component: lazyPage(() => import('./features/admin/components/ledger-transfer-page.tsx'), 'LedgerTransferPage'),
});

const venue = createRoute({
  getParentRoute: () => root,
  path: '/venue',
  component: lazyPage(() => import('./features/venue/components/console-layout.tsx'), 'ConsoleLayout'),
});

const programme = createRoute({
  getParentRoute: () => venue,
  path: '/shows',
  component: lazyPage(() => import('./features/venue/components/programme-page.tsx'), 'ProgrammePage'),
});

const sales = createRoute({
  getParentRoute: () => venue,
  path: '/shows/$id',
  component: lazyPage(() => import('./features/venue/components/sales-page.tsx'), 'SalesPage'),
});

const checkIn = createRoute({
  getParentRoute: () => venue,
  path: '/shows/$id/check-in',
  component: lazyPage(() => import('./features/door/components/check-in-page.tsx'), 'CheckInPage'),
});

const newShows = createRoute({
  getParentRoute: () => venue,
  path: '/new',
  component: lazyPage(() => import('./features/venue/components/new-shows-page.tsx'), 'NewShowsPage'),
});

const titles = createRoute({
  getParentRoute: () => venue,
  path: '/titles',
  component: lazyPage(() => import('./features/venue/components/titles-page.tsx'), 'TitlesPage'),
});

const places = createRoute({
  getParentRoute: () => venue,
  path: '/places',
  component: lazyPage(() => import('./features/venue/components/places-page.tsx'), 'PlacesPage'),
});

const halls = createRoute({
  getParentRoute: () => venue,
  path: '/halls',
  component: lazyPage(() => import('./features/venue/components/halls-page.tsx'), 'HallsPage'),
});

const vouchers = createRoute({
  getParentRoute: () => venue,
  path: '/vouchers',
  component: lazyPage(() => import('./features/venue/components/vouchers-page.tsx'), 'VouchersPage'),
});

const webhooks = createRoute({
  getParentRoute: () => venue,
  path: '/webhooks',
  component: lazyPage(() => import('./features/venue/components/webhooks-page.tsx'), 'WebhooksPage'),
});

const webhook = createRoute({
  getParentRoute: () => venue,
  path: '/webhooks/$id',
  component: lazyPage(() => import('./features/venue/components/webhook-page.tsx'), 'WebhookPage'),
});

export const router = createRouter({
  routeTree: root.addChildren([
    docs,
    home,
    login,
    signup,
    forgot,
    reset,
    confirm,
    account,
    notifications,
    problems,
    problem,
    submissions,
    submission,
    ownProfile,
    profile,
    shows,
    title,
    show,
    room,
    draw,
    bookings,
    booking,
    checkout,
    tickets,
    payment,
    receipt,
    wallet,
    money,
    admin.addChildren([
      adminQueue,
      adminWorkers,
      adminMessages,
      adminUsers,
      adminUser,
      adminInbox,
      adminInboxEvent,
      rejudges,
      rejudge,
      setProblems,
      adminImport,
      adminPayments,
      adminPayment,
      adminRefunds,
      adminPayouts,
      adminPayout,
      adminBreaks,
      adminBreak,
      adminInvariants,
      adminLedger,
      ledgerAccount,
      ledgerTransfer,
    ]),
    venue.addChildren([programme, sales, checkIn, newShows, halls, titles, places, vouchers, webhooks, webhook]),
  ]),
  defaultPreload: 'intent',
  defaultErrorComponent: PageFailure,
  scrollRestoration: true,
  // Plain text in addresses (?q=two+sum), not JSON: they are read and typed by people.
  parseSearch: (search) => {
    const parsed: Record<string, string | string[]> = {};
    for (const [key, value] of new URLSearchParams(search)) {
      const held = parsed[key];
      parsed[key] = held === undefined ? value : [...(Array.isArray(held) ? held : [held]), value];
    }
    return parsed;
  },
  stringifySearch: (search) => {
    const params = new URLSearchParams();
    for (const [key, value] of Object.entries(search)) {
      for (const item of Array.isArray(value) ? value : [value])
        if (item !== undefined && item !== null && item !== '') params.append(key, String(item));
    }
    const result = params.toString();
    return result === '' ? '' : `?${result}`;
  },
});

declare module '@tanstack/react-router' {
  interface Register {
    router: typeof router;
  }
}
