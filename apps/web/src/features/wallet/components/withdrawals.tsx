import { cancelWithdrawal, type Withdrawal } from '@docket/contracts/http/wallet';
import { useQueryClient } from '@tanstack/react-query';
import { docket } from '../../../lib/docket.ts';
import { formatMoment } from '../../../lib/format.ts';
import { useLiveInfiniteQuery } from '../../../lib/live/use-live-query.ts';
import { formatMoney } from '../../../lib/money.ts';
import { useAct } from '../../../lib/use-act.ts';
import { Badge } from '../../../ui/badge.tsx';
import { Button } from '../../../ui/button.tsx';
import { LoadMore } from '../../../ui/load-more.tsx';
import { RowItem, RowList } from '../../../ui/row-list.tsx';
import { Empty, Failure, RowsLoading } from '../../../ui/states.tsx';
import { withdrawalsLive, withdrawalsQuery } from '../api/queries.ts';
import { WITHDRAWAL_LOOKS } from '../withdrawal-look.ts';

/** The caller's withdrawals as they move on, newest first. */
export function Withdrawals() {
  const withdrawals = useLiveInfiniteQuery(withdrawalsQuery(), withdrawalsLive);
  const all = withdrawals.data?.pages.flatMap((page) => page.data) ?? [];
  return (
    <section aria-label="Withdrawals" className="grid gap-3">
      <h2 className="text-lg font-semibold">Withdrawals</h2>
      {withdrawals.isError && <Failure error={withdrawals.error} retry={() => void withdrawals.refetch()} />}
      {withdrawals.isPending && <RowsLoading label="Loading withdrawals" rows={3} />}
      {withdrawals.data !== undefined && all.length === 0 && <Empty title="No withdrawals yet" />}
      {all.length > 0 && (
        <RowList aria-label="Withdrawals, newest first">
          {all.map((one) => (
            <Row key={one.withdrawalId} withdrawal={one} />
          ))}
        </RowList>
      )}
      <LoadMore paged={withdrawals} />
    </section>
  );
}

function Row({ withdrawal }: { readonly withdrawal: Withdrawal }) {
  const { status, amountMinor, currency, destination, failure, createdAt } = withdrawal;
  const look = WITHDRAWAL_LOOKS[status];
  return (
    <RowItem data-testid="withdrawal-row" className="grid-cols-[minmax(0,1fr)_auto] items-center gap-x-4 text-sm">
      <p className="truncate font-semibold tabular-nums">{formatMoney(amountMinor, currency)}</p>
      <Badge tone={look.tone}>{look.word}</Badge>
      <p className="text-muted wrap-anywhere">
        To {destination.to} · {formatMoment(createdAt)}
        {failure !== null && ` · ${failure.replaceAll('_', ' ')}`}
      </p>
      {status === 'WAITING' && <CancelButton id={withdrawal.withdrawalId} />}
    </RowItem>
  );
}

function CancelButton({ id }: { readonly id: string }) {
  const queryClient = useQueryClient();
  const cancel = useAct({
    act: () => docket.call(cancelWithdrawal, { params: { id } }),
    onSettled: () => void queryClient.invalidateQueries({ queryKey: ['wallet'] }),
  });
  return (
    <Button size="small" busy={cancel.isPending} onClick={() => !cancel.isPending && cancel.mutate()}>
      Cancel
    </Button>
  );
}
