import type { PayoutDetail } from '@docket/contracts/http/payout';
import { Link } from '@tanstack/react-router';
import { plural } from '../../../lib/format.ts';
import { formatMoney } from '../../../lib/money.ts';
import { Ago } from '../../../ui/ago.tsx';
import { Badge } from '../../../ui/badge.tsx';
import { RowItem, RowList } from '../../../ui/row-list.tsx';

type Around = { readonly payout: PayoutDetail };
type Neighbour = PayoutDetail['behind'][number];

function NeighbourLink({ of }: { readonly of: Neighbour }) {
  return (
    <Link to="/admin/payouts/$id" params={{ id: of.withdrawalId }} className="link tabular-nums">
      {formatMoney(of.amountMinor, of.currency)}, no. {of.sequence} of the wallet
    </Link>
  );
}

/** Withdrawals of a wallet are carried out one at a time: what this one waits for, and what it keeps waiting. */
export function PayoutPlace({ payout: { waitsFor, behind, behindCount } }: Around) {
  if (waitsFor === null && behindCount === 0) return null;
  return (
    <section aria-labelledby="place" className="grid gap-3">
      <h2 id="place" className="text-lg font-semibold">
        In the wallet’s order
      </h2>
      {waitsFor !== null && (
        <p>
          Waits until <NeighbourLink of={waitsFor} /> is paid or has failed.
        </p>
      )}
      {behindCount > 0 && (
        <>
          <p>{behindCount === 1 ? 'One more waits behind it.' : `${behindCount} more wait behind it.`}</p>
          <RowList aria-label="Waiting behind it">
            {behind.map((one) => (
              <RowItem key={one.withdrawalId} data-testid="behind">
                <NeighbourLink of={one} />
              </RowItem>
            ))}
          </RowList>
          {behindCount > behind.length && (
            <p className="text-sm text-muted">And {plural(behindCount - behind.length, 'other')}.</p>
          )}
        </>
      )}
    </section>
  );
}

const PHASES = {
  posted: { word: 'Posted', tone: 'ok' },
  pending: { word: 'Reserved', tone: 'note' },
  settled: { word: 'Settled', tone: 'ok' },
  voided: { word: 'Given back', tone: 'muted' },
} as const;

/** What the ledger has of it, oldest first. */
export function PayoutTransfers({ payout: { transfers } }: Around) {
  return (
    <section aria-labelledby="transfers" className="grid gap-3">
      <h2 id="transfers" className="text-lg font-semibold">
        In the ledger
      </h2>
      <RowList aria-label="Transfers">
        {transfers.map(({ transferId, kind, phase, at }) => (
          <RowItem key={transferId} className="gap-x-5 sm:grid-cols-[8rem_1fr_auto] sm:items-center">
            <Badge tone={PHASES[phase].tone} className="w-fit">
              {PHASES[phase].word}
            </Badge>
            <Link to="/admin/transfers/$id" params={{ id: transferId }} className="link font-mono text-sm">
              {kind}
            </Link>
            <span className="text-sm text-muted">
              <Ago at={at} />
            </span>
          </RowItem>
        ))}
      </RowList>
    </section>
  );
}
