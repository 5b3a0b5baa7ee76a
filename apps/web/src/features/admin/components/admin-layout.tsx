import { maySetProblems, type Role } from '@docket/contracts/http/identity';
import { GatedArea } from '../../identity/components/gated-area.tsx';

const OF_ADMINS = [
  { to: '/admin/queue', label: 'Queue' },
  { to: '/admin/workers', label: 'Workers' },
  { to: '/admin/messages', label: 'Messages' },
  { to: '/admin/users', label: 'Users' },
  { to: '/admin/payments', label: 'Payments' },
  { to: '/admin/refunds', label: 'Refunds' },
  { to: '/admin/payouts', label: 'Payouts' },
  { to: '/admin/breaks', label: 'Breaks' },
  { to: '/admin/inbox', label: 'Inbox' },
  { to: '/admin/invariants', label: 'Invariants' },
  { to: '/admin/ledger', label: 'Ledger' },
] as const;
const OF_SETTERS = [
  { to: '/admin/problems', label: 'My problems' },
  { to: '/admin/contests', label: 'My contests' },
  { to: '/admin/rejudges', label: 'Rejudges' },
  { to: '/admin/reports', label: 'Reports' },
  { to: '/admin/import', label: 'Import' },
] as const;

function tabsOf(role: Role) {
  if (role === 'admin') return [...OF_ADMINS, ...OF_SETTERS];
  return maySetProblems(role) ? OF_SETTERS : [];
}

/** The pages of those who run the place: admins see all of it, setters what is theirs. */
export function AdminLayout() {
  return <GatedArea label="Manage" root="/admin" tabs={tabsOf} refusal="These pages are for admins and setters" />;
}
