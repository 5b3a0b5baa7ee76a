import { createVoucher, listVouchers, withdrawVoucher, type Voucher } from '@docket/contracts/http/voucher';
import { decimalToMinor } from '@docket/contracts/money/currency';
import { infiniteQueryOptions, useInfiniteQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { docket } from '../../../lib/docket.ts';
import { formatMoney } from '../../../lib/money.ts';
import { useAct } from '../../../lib/use-act.ts';
import { useForm } from '../../../lib/use-form.ts';
import { useTitle } from '../../../lib/use-title.ts';
import { Badge } from '../../../ui/badge.tsx';
import { Button } from '../../../ui/button.tsx';
import type { Choice } from '../../../ui/combobox.tsx';
import { ConfirmDialog } from '../../../ui/confirm-dialog.tsx';
import { Field, Select } from '../../../ui/field.tsx';
import { LoadMore } from '../../../ui/load-more.tsx';
import { Page, PageTitle } from '../../../ui/page.tsx';
import { RowItem, RowList } from '../../../ui/row-list.tsx';
import { Empty, Failure, RowsLoading } from '../../../ui/states.tsx';
import { CurrencySelect } from './currency-select.tsx';
import { ShowPicker } from './show-picker.tsx';
import { formatMoment } from '../../../lib/format.ts';

function vouchersQuery() {
  return infiniteQueryOptions({
    queryKey: ['vouchers'] as const,
    queryFn: ({ pageParam, signal }) =>
      docket.call(listVouchers, { query: { limit: 50, ...(pageParam === null ? {} : { cursor: pageParam }) }, signal }),
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.meta.nextCursor,
  });
}

/** Codes that take something off: making them, and how often each was used. */
export function VouchersPage() {
  useTitle('Vouchers');
  const vouchers = useInfiniteQuery(vouchersQuery());
  const all = vouchers.data?.pages.flatMap((page) => page.data) ?? [];
  return (
    <Page width="text" className="grid gap-6 [&>:first-child]:mb-0">
      <PageTitle>Vouchers</PageTitle>
      <NewVoucher />
      {vouchers.isError && <Failure error={vouchers.error} retry={() => void vouchers.refetch()} />}
      {vouchers.isPending && <RowsLoading label="Loading vouchers" rows={4} />}
      {vouchers.data !== undefined && all.length === 0 && <Empty title="No vouchers yet" />}
      {all.length > 0 && (
        <RowList aria-label="Vouchers">
          {all.map((one) => (
            <VoucherRow key={one.voucherId} voucher={one} />
          ))}
        </RowList>
      )}
      <LoadMore paged={vouchers} />
    </Page>
  );
}

function worthOf({ percent, amountMinor, currency }: Voucher): string {
  if (percent !== null) return `${percent}% off`;
  return amountMinor !== null && currency !== null ? `${formatMoney(amountMinor, currency)} off` : 'Unlocks its prices';
}

function VoucherRow({ voucher }: { readonly voucher: Voucher }) {
  const { classes, showIds, validUntil, withdrawnAt } = voucher;
  return (
    <RowItem data-testid="voucher-row" className="grid-cols-[minmax(0,1fr)_auto] items-center gap-x-4 text-sm">
      <p className="flex min-w-0 flex-wrap items-center gap-2">
        <span className="font-mono font-semibold break-all">{voucher.code}</span>
        {withdrawnAt !== null && <Badge tone="muted">Withdrawn</Badge>}
      </p>
      <p className="text-right tabular-nums">
        {voucher.used} of {voucher.quota} used{voucher.held > 0 && `, ${voucher.held} held`}
      </p>
      <p className="min-w-0 break-words text-muted">
        {worthOf(voucher)}
        {classes.length > 0 && ` · ${classes.join(', ')}`}
        {showIds.length > 0 && ` · ${showIds.length === 1 ? 'one show' : `${showIds.length} shows`}`}
        {validUntil !== null && ` · until ${formatMoment(validUntil)}`}
      </p>
      {withdrawnAt === null && <Withdraw voucher={voucher} />}
    </RowItem>
  );
}

function Withdraw({ voucher }: { readonly voucher: Voucher }) {
  const [asking, setAsking] = useState(false);
  const queryClient = useQueryClient();
  const withdraw = useAct({
    act: () => docket.call(withdrawVoucher, { params: { id: voucher.voucherId } }),
    onSuccess: async () => {
      await queryClient.invalidateQueries({ queryKey: vouchersQuery().queryKey });
      setAsking(false);
    },
  });
  return (
    <>
      <Button size="small" className="justify-self-end" onClick={() => setAsking(true)}>
        Withdraw<span className="sr-only"> {voucher.code}</span>
      </Button>
      {asking && (
        <ConfirmDialog
          title={`Withdraw ${voucher.code}?`}
          action="Withdraw the voucher"
          keep="Keep the voucher"
          danger
          busy={withdraw.isPending}
          error={withdraw.error}
          onConfirm={() => withdraw.mutate()}
          onClose={() => {
            setAsking(false);
            withdraw.reset();
          }}
        >
          <p>
            Nothing more can be booked with it. Bookings that were made with it keep their price, also those that are
            held now. This cannot be undone.
          </p>
        </ConfirmDialog>
      )}
    </>
  );
}

const NEW = {
  code: '',
  kind: 'percent' as 'percent' | 'amount' | 'class',
  worth: '10',
  currency: '',
  quota: '100',
  perUser: '',
  validFrom: '',
  validUntil: '',
  classes: '',
  shows: [] as readonly Choice[],
};

/** Words of a list as they are typed. */
function wordsOf(text: string): string[] {
  return text.split(/[\s,;]+/).filter((word) => word !== '');
}

function bodyOf(draft: typeof NEW) {
  const { code, kind, worth, currency, quota, perUser, validFrom, validUntil } = draft;
  return {
    code,
    ...(kind === 'percent' ? { percent: Number(worth) } : {}),
    ...(kind === 'amount' ? { amountMinor: decimalToMinor(worth, currency), currency } : {}),
    quota: Number(quota),
    ...(perUser === '' ? {} : { perUser: Number(perUser) }),
    ...(validFrom === '' ? {} : { validFrom: new Date(validFrom).toISOString() }),
    ...(validUntil === '' ? {} : { validUntil: new Date(validUntil).toISOString() }),
    classes: wordsOf(draft.classes),
    showIds: draft.shows.map(({ value }) => value),
  };
}

function NewVoucher() {
  const queryClient = useQueryClient();
  const form = useForm({
    initial: NEW,
    schema: createVoucher.body,
    body: bodyOf,
    names: { percent: 'worth', amountMinor: 'worth', showIds: 'shows' },
    check: ({ kind, currency }): Record<string, string> =>
      kind === 'amount' && currency === '' ? { currency: 'Choose a currency' } : {},
    codes: { voucher_taken: ['code', 'There already is a voucher with this code'] },
    send: (body, idempotencyKey) => docket.call(createVoucher, { body, idempotencyKey }),
    onDone: () => void queryClient.invalidateQueries({ queryKey: vouchersQuery().queryKey }),
  });
  const { draft, set } = form;
  return (
    <form className="grid gap-4 box p-4" aria-label="New voucher" {...form.props}>
      <div className="grid items-start gap-4 sm:grid-cols-2 lg:grid-cols-3">
        <Field label="Code" autoCapitalize="characters" spellCheck={false} {...form.text('code')} />
        <Select
          label="Discount"
          value={draft.kind}
          onChange={(kind) => set({ kind: kind === 'amount' || kind === 'class' ? kind : 'percent' })}
          options={[
            { value: 'percent', label: 'Percent off' },
            { value: 'amount', label: 'An amount off' },
            { value: 'class', label: 'Unlocks a reduced price' },
          ]}
        />
        {draft.kind !== 'class' && (
          <Field label={draft.kind === 'percent' ? 'Percent' : 'Amount'} inputMode="decimal" {...form.text('worth')} />
        )}
        {draft.kind === 'amount' && (
          <CurrencySelect
            name="currency"
            error={form.bind('currency').error}
            value={draft.currency}
            onChange={(currency) => set({ currency })}
          />
        )}
        <Field label="Uses in all" type="number" {...form.text('quota')} />
        <Field label="Uses per person (optional)" type="number" {...form.text('perUser')} />
        <Field label="Valid from (optional)" type="datetime-local" hint="Your local time" {...form.text('validFrom')} />
        <Field
          label="Valid until (optional)"
          type="datetime-local"
          hint="Your local time"
          {...form.text('validUntil')}
        />
        <Field label="Only for prices (optional)" placeholder="child student" {...form.text('classes')} />
        <ShowPicker
          label="Only for shows (optional)"
          {...form.bind('shows')}
          chosen={draft.shows}
          onChange={(shows) => set({ shows })}
        />
      </div>
      <Button variant="primary" className="justify-self-start" {...form.button}>
        Create voucher
      </Button>
      {form.failure !== null && <Failure error={form.failure} />}
    </form>
  );
}
