import { assignBreak, type BreakDetail } from '@docket/contracts/http/reconciliation';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { getRouteApi, Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { docket } from '../../../lib/docket.ts';
import { formatMoney } from '../../../lib/money.ts';
import { useAct } from '../../../lib/use-act.ts';
import { useTitle } from '../../../lib/use-title.ts';
import { Ago } from '../../../ui/ago.tsx';
import { Badge } from '../../../ui/badge.tsx';
import { Button } from '../../../ui/button.tsx';
import { AtId, isNoSuch, NoSuch } from '../../../ui/no-such.tsx';
import { Fact, Page, PageTitle } from '../../../ui/page.tsx';
import { Failure, RowsLoading } from '../../../ui/states.tsx';
import { BREAKS, breakQuery } from '../api/breaks.ts';
import { BREAK_LOOKS, BREAK_STATUS_WORDS, KIND_WORDS } from '../break-look.ts';
import { BreakForms } from './break-forms.tsx';
import { BreakNotes } from './break-notes.tsx';
import { OnlyAdmins } from './only-admins.tsx';
import { Stale } from './stale.tsx';

const route = getRouteApi('/admin/breaks/$id');

/** One difference: both sides beside each other, and what happened to it. */
export function BreakPage() {
  useTitle('Break');
  const { id } = route.useParams();
  return (
    <OnlyAdmins>
      <AtId kind="break" id={id}>
        <Break id={id} />
      </AtId>
    </OnlyAdmins>
  );
}

function Break({ id }: { readonly id: string }) {
  const found = useQuery(breakQuery(id));
  const of = found.data;
  if (of === undefined && isNoSuch('break', found.error)) return <NoSuch kind="break" />;
  return (
    <Page className="grid gap-6 [&>:first-child]:mb-0">
      <PageTitle
        above={
          <Link to="/admin/breaks" className="link">
            Breaks
          </Link>
        }
        aside={of !== undefined && <Status of={of} />}
      >
        {of === undefined ? 'Break' : `${KIND_WORDS[of.kind]}, ${formatMoney(of.differenceMinor, of.currency)}`}
      </PageTitle>
      {found.isError && of === undefined && <Failure error={found.error} retry={() => void found.refetch()} />}
      {found.isError && of !== undefined && <Stale error={found.error} at={found.dataUpdatedAt} />}
      {found.isPending && <RowsLoading label="Loading the break" rows={4} />}
      {of !== undefined && (
        <>
          <p>{WORDS[of.type]}</p>
          <div className="grid gap-4 md:grid-cols-2">
            <BankSide of={of} />
            <BookSide of={of} />
          </div>
          <Assignment of={of} />
          <BreakForms key={of.status} of={of} />
          <BreakNotes notes={of.notes} />
        </>
      )}
    </Page>
  );
}

const WORDS: Readonly<Record<BreakDetail['type'], string>> = {
  timing: 'One side has it. The other may still come, and then this ends by itself.',
  missing_here: 'The bank has booked it, and our books know nothing of it.',
  missing_there: 'It is in our books, and the bank has not booked it, though its statements reach further.',
  amount: 'Both sides have it, with different amounts.',
  duplicate: 'The bank has booked the same thing once more.',
  fee: 'The bank kept another fee than was agreed. What it kept is in our books.',
};

function Status({ of }: { readonly of: BreakDetail }) {
  const { word, tone } = BREAK_LOOKS[of.type];
  return (
    <span className="flex flex-wrap items-center gap-3 text-sm text-muted">
      <Badge tone={of.status === 'OPEN' ? tone : 'muted'}>{word}</Badge>
      {BREAK_STATUS_WORDS[of.status]}
    </span>
  );
}

function Side({ title, children }: { readonly title: string; readonly children: ReactNode }) {
  return (
    <section aria-label={title} className="box grid content-start gap-3 px-4 py-3">
      <h2 className="font-semibold">{title}</h2>
      {children}
    </section>
  );
}

function BankSide({ of: { bank, currency } }: { readonly of: BreakDetail }) {
  return (
    <Side title="At the bank">
      {bank === null ? (
        <p className="text-muted">Nothing.</p>
      ) : (
        <dl className="grid grid-cols-2 gap-3 text-sm">
          <Fact label="Amount">{formatMoney(bank.amountMinor, currency)}</Fact>
          <Fact label="Booked">
            <Ago at={bank.bookedAt} />
          </Fact>
          <Fact label="Entry" className="col-span-2">
            <span className="font-mono break-all">{bank.entryRef}</span>
          </Fact>
          <Fact label="About" className="col-span-2">
            <span className="font-mono break-all">{bank.reference ?? 'nothing said'}</span>
          </Fact>
          <Fact label="Statement" className="col-span-2">
            <span className="font-mono break-all">{bank.statementId}</span>
          </Fact>
        </dl>
      )}
    </Side>
  );
}

function BookSide({ of: { book, bookMinor, type, currency } }: { readonly of: BreakDetail }) {
  return (
    <Side title={type === 'fee' ? 'Agreed' : 'In our books'}>
      {book === null ? (
        <p className="text-muted">{bookMinor === null ? 'Nothing.' : formatMoney(bookMinor, currency)}</p>
      ) : (
        <dl className="grid grid-cols-2 gap-3 text-sm">
          <Fact label="Amount">{formatMoney(book.amountMinor, currency)}</Fact>
          <Fact label="Moved">
            <Ago at={book.movedAt} />
          </Fact>
          <Fact label="Transfer" className="col-span-2">
            <Link to="/admin/transfers/$id" params={{ id: book.transferId }} className="link font-mono break-all">
              {book.transferId}
            </Link>
          </Fact>
          {book.paymentId !== null && (
            <Fact label="Payment" className="col-span-2">
              <Link to="/admin/payments/$id" params={{ id: book.paymentId }} className="link font-mono break-all">
                {book.paymentId}
              </Link>
            </Fact>
          )}
        </dl>
      )}
    </Side>
  );
}

function Assignment({ of }: { readonly of: BreakDetail }) {
  const queryClient = useQueryClient();
  const assign = useAct({
    act: (to: 'me' | 'nobody') => docket.call(assignBreak, { params: { id: of.breakId }, body: { to } }),
    onSettled: () => void queryClient.invalidateQueries({ queryKey: BREAKS }),
  });
  const to = of.assignedTo === null ? 'me' : 'nobody';
  return (
    <div className="grid gap-2">
      <p className="flex flex-wrap items-center gap-3 text-sm">
        <span>{of.assignedTo === null ? 'Assigned to nobody.' : `Assigned to ${of.assignedTo}.`}</span>
        {of.status === 'OPEN' && (
          <Button size="small" busy={assign.isPending} onClick={() => !assign.isPending && assign.mutate(to)}>
            {to === 'me' ? 'Assign to me' : 'Unassign'}
          </Button>
        )}
      </p>
      {assign.isError && <Failure error={assign.error} />}
    </div>
  );
}
