import { inboxStatus } from '@docket/contracts/http/inbox';
import { accountRole } from '@docket/contracts/http/ledger';
import { withdrawalStatus } from '@docket/contracts/http/wallet';
import { paymentStatus, refundStatus } from '@docket/contracts/payment/status';
import { ageBucket, breakStatus, breakType } from '@docket/contracts/reconciliation/break';
import { createRoute } from '@tanstack/react-router';
import { given } from '../lib/given.ts';
import { lazyPage } from '../lib/lazy-page.ts';
import { admin } from './admin.ts';
import { oneOf, text } from './search.ts';

const adminPayments = createRoute({
  getParentRoute: () => admin,
  path: '/payments',
  validateSearch: (search: Record<string, unknown>) =>
    given({
      status: oneOf(paymentStatus.options, search['status']),
      reference: text(search['reference']),
      user: text(search['user']),
    }),
  component: lazyPage(() => import('../features/admin/components/payments-page.tsx'), 'PaymentsPage'),
});

const adminPayment = createRoute({
  getParentRoute: () => admin,
  path: '/payments/$id',
  component: lazyPage(() => import('../features/admin/components/admin-payment-page.tsx'), 'AdminPaymentPage'),
});

const adminRefunds = createRoute({
  getParentRoute: () => admin,
  path: '/refunds',
  // Without: those that wait for an admin.
  validateSearch: (search: Record<string, unknown>) =>
    given({ show: oneOf(['all', 'byHand', ...refundStatus.options], search['show']) }),
  component: lazyPage(() => import('../features/admin/components/refunds-page.tsx'), 'RefundsPage'),
});

const adminPayouts = createRoute({
  getParentRoute: () => admin,
  path: '/payouts',
  validateSearch: (search: Record<string, unknown>) =>
    given({ status: oneOf(withdrawalStatus.options, search['status']), user: text(search['user']) }),
  component: lazyPage(() => import('../features/admin/components/payouts-page.tsx'), 'PayoutsPage'),
});

const adminPayout = createRoute({
  getParentRoute: () => admin,
  path: '/payouts/$id',
  component: lazyPage(() => import('../features/admin/components/payout-page.tsx'), 'PayoutPage'),
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
  component: lazyPage(() => import('../features/admin/components/breaks-page.tsx'), 'BreaksPage'),
});

const adminBreak = createRoute({
  getParentRoute: () => admin,
  path: '/breaks/$id',
  component: lazyPage(() => import('../features/admin/components/break-page.tsx'), 'BreakPage'),
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
  component: lazyPage(() => import('../features/admin/components/inbox-page.tsx'), 'InboxPage'),
});

const adminInboxEvent = createRoute({
  getParentRoute: () => admin,
  path: '/inbox/$id',
  component: lazyPage(() => import('../features/admin/components/inbox-event-page.tsx'), 'InboxEventPage'),
});

const adminLedger = createRoute({
  getParentRoute: () => admin,
  path: '/ledger',
  validateSearch: (search: Record<string, unknown>) => given({ role: oneOf(accountRole.options, search['role']) }),
  component: lazyPage(() => import('../features/admin/components/ledger-page.tsx'), 'LedgerPage'),
});

const ledgerAccount = createRoute({
  getParentRoute: () => admin,
  path: '/ledger/$id',
  component: lazyPage(() => import('../features/admin/components/ledger-account-page.tsx'), 'LedgerAccountPage'),
});

const ledgerTransfer = createRoute({
  getParentRoute: () => admin,
  path: '/transfers/$id',
  component: lazyPage(() => import('../features/admin/components/ledger-transfer-page.tsx'), 'LedgerTransferPage'),
});

/** Money as admins see it, and what providers call in. */
export const adminMoneyRoutes = [
  adminPayments,
  adminPayment,
  adminRefunds,
  adminPayouts,
  adminPayout,
  adminBreaks,
  adminBreak,
  adminInbox,
  adminInboxEvent,
  adminLedger,
  ledgerAccount,
  ledgerTransfer,
] as const;
