import { accountRole, type AccountRole } from '@docket/contracts/http/ledger';
import { Link } from '@tanstack/react-router';
import { UserLink } from './of-one-person.tsx';

type LedgerSubjectProps = { readonly kind: string; readonly id: string };

/** What a transfer is about; payments and withdrawals have a page of their own. */
export function LedgerSubject({ kind, id }: LedgerSubjectProps) {
  if (kind === 'withdrawal')
    return (
      <Link to="/admin/payouts/$id" params={{ id }} className="link">
        {id}
      </Link>
    );
  if (kind !== 'payment') return <>{id}</>;
  return (
    <Link to="/admin/payments/$id" params={{ id }} className="link">
      {id}
    </Link>
  );
}

const OF_PEOPLE: readonly AccountRole[] = [accountRole.enum.customer_wallet, accountRole.enum.customer_clearing];

type LedgerOwnerProps = { readonly role: AccountRole; readonly owner: string };

/** Whose an account is: somebody with a page, or a name. */
export function LedgerOwner({ role, owner }: LedgerOwnerProps) {
  if (!OF_PEOPLE.includes(role)) return <>{owner}</>;
  return <UserLink userId={owner} />;
}
