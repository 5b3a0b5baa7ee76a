import type { ContestDetail } from '@docket/contracts/http/contest';
import { changeContestParticipant, type ContestParticipant } from '@docket/contracts/http/contest-jury';
import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import { docket } from '../../../lib/docket.ts';
import { plural } from '../../../lib/format.ts';
import { useAct } from '../../../lib/use-act.ts';
import { useForm } from '../../../lib/use-form.ts';
import { Badge } from '../../../ui/badge.tsx';
import { Button } from '../../../ui/button.tsx';
import { ConfirmDialog } from '../../../ui/confirm-dialog.tsx';
import { Field, Select } from '../../../ui/field.tsx';
import { RowItem } from '../../../ui/row-list.tsx';
import { Failure } from '../../../ui/states.tsx';
import { useForgetContest } from '../api/jury.ts';
import { MINE_WORDS } from '../contest-words.ts';

type RowProps = { readonly contest: ContestDetail; readonly of: ContestParticipant };

/** Somebody who takes part, and what the jury may do about it. */
export function ParticipantRow({ contest, of }: RowProps) {
  const [changing, setChanging] = useState(false);
  const { name, institution, members, invited, extraMs, extraPercent, room, seat, status } = of;
  const state = MINE_WORDS[status];
  const facts = [
    institution,
    of.kind === 'team' ? members.map(({ username }) => username).join(', ') : null,
    invited.length > 0 ? `invited: ${invited.join(', ')}` : null,
    room !== null || seat !== null ? [room, seat].filter((part) => part !== null).join(', ') : null,
    extraMs > 0 ? `${Math.round(extraMs / 60_000)} min extra${extraPercent > 0 ? ` (${extraPercent}%)` : ''}` : null,
  ].filter((fact) => fact !== null && fact !== '');
  return (
    <RowItem
      data-testid="participant"
      data-name={name}
      className="gap-x-4 py-2 sm:grid-cols-[minmax(0,1fr)_auto_auto] sm:items-center"
    >
      <div className="min-w-0">
        <p className="font-semibold wrap-anywhere">{name}</p>
        {facts.length > 0 && <p className="text-sm wrap-anywhere text-muted">{facts.join(' · ')}</p>}
      </div>
      <p className="flex flex-wrap gap-1.5">
        <Badge tone={state.tone}>{state.label}</Badge>
        {of.hidden && <Badge tone="muted">Hidden</Badge>}
        {!of.official && <Badge tone="muted">Unofficial</Badge>}
        {of.virtual && <Badge tone="muted">Virtual</Badge>}
      </p>
      <div className="flex flex-wrap items-center gap-1.5 sm:justify-end">
        {status === 'pending' && <Decide contest={contest} of={of} />}
        <Link
          to="/contests/$slug/jury/submissions"
          params={{ slug: contest.slug }}
          search={{ participantId: of.participantId }}
          className="link px-1 text-sm"
        >
          Submissions
        </Link>
        <Button size="small" aria-label={`Change ${name}`} onClick={() => setChanging(true)}>
          Change
        </Button>
      </div>
      {changing && <ChangeDialog contest={contest} of={of} onClose={() => setChanging(false)} />}
    </RowItem>
  );
}

function Decide({ contest, of }: RowProps) {
  const forget = useForgetContest();
  const decide = useAct({
    act: (status: 'registered' | 'rejected') =>
      docket.call(changeContestParticipant, {
        params: { id: contest.slug, participantId: of.participantId },
        body: { status },
      }),
    onSuccess: forget,
  });
  return (
    <>
      <Button
        size="small"
        variant="primary"
        aria-label={`Let ${of.name} in`}
        busy={decide.isPending}
        onClick={() => decide.mutate('registered')}
      >
        Let in
      </Button>
      <Button size="small" aria-label={`Turn ${of.name} down`} onClick={() => decide.mutate('rejected')}>
        Turn down
      </Button>
      {decide.isError && <Failure error={decide.error} />}
    </>
  );
}

const STATES = [
  { value: 'registered', label: 'Takes part' },
  { value: 'rejected', label: 'Turned down' },
  { value: 'disqualified', label: 'Disqualified' },
] as const;

function ChangeDialog({ contest, of, onClose }: RowProps & { readonly onClose: () => void }) {
  const forget = useForgetContest();
  const form = useForm({
    initial: {
      status: of.status,
      hidden: of.hidden,
      official: of.official,
      extensionMinutes: '',
      room: of.room ?? '',
      seat: of.seat ?? '',
      reason: '',
    },
    schema: changeContestParticipant.body,
    body: (draft) => ({
      ...(draft.status === of.status ? {} : { status: draft.status }),
      ...(draft.hidden === of.hidden ? {} : { hidden: draft.hidden }),
      ...(draft.official === of.official ? {} : { official: draft.official }),
      ...(draft.extensionMinutes === '' ? {} : { extensionMinutes: Number(draft.extensionMinutes) }),
      ...(draft.room === (of.room ?? '') ? {} : { room: draft.room.trim() === '' ? null : draft.room }),
      ...(draft.seat === (of.seat ?? '') ? {} : { seat: draft.seat.trim() === '' ? null : draft.seat }),
      ...(draft.reason.trim() === '' ? {} : { reason: draft.reason }),
    }),
    send: (body) =>
      docket.call(changeContestParticipant, {
        params: { id: contest.slug, participantId: of.participantId },
        body,
      }),
    onDone: async () => {
      await forget();
      onClose();
    },
  });
  const { draft, set } = form;
  return (
    <ConfirmDialog
      title={of.name}
      action="Save"
      keep="Close"
      busy={form.button.busy}
      error={form.failure}
      form={form.props}
      onClose={onClose}
    >
      <Select
        label="State"
        value={draft.status}
        options={draft.status === 'pending' ? [{ value: 'pending', label: 'Waiting for the jury' }, ...STATES] : STATES}
        onChange={(value) => set({ status: STATES.find((one) => one.value === value)?.value ?? of.status })}
      />
      {draft.status === 'disqualified' && of.status !== 'disqualified' && (
        <p className="text-sm text-muted">
          The row goes to the end of the standings without a place, and the places are counted anew.
        </p>
      )}
      <Field
        label="Minutes on top (optional)"
        type="number"
        inputMode="numeric"
        hint={`In all, besides agreed extra time. Now ${plural(Math.round(of.extraMs / 60_000), 'minute')} together.`}
        {...form.text('extensionMinutes')}
        required={false}
      />
      <div className="grid grid-cols-2 gap-4">
        <Field label="Room" {...form.text('room')} required={false} />
        <Field label="Seat" {...form.text('seat')} required={false} />
      </div>
      <Tick label="Hidden from the public standings" value={draft.hidden} onChange={(hidden) => set({ hidden })} />
      <Tick
        label="Outside of the places (unofficial)"
        value={!draft.official}
        onChange={(unofficial) => set({ official: !unofficial })}
      />
      <Field label="Reason (optional)" {...form.text('reason')} required={false} />
    </ConfirmDialog>
  );
}

function Tick({
  label,
  value,
  onChange,
}: {
  readonly label: string;
  readonly value: boolean;
  readonly onChange: (value: boolean) => void;
}) {
  return (
    <label className="flex min-h-(--control) items-center gap-2 text-sm">
      <input
        type="checkbox"
        className="size-4.5"
        checked={value}
        onChange={(event) => onChange(event.target.checked)}
      />
      {label}
    </label>
  );
}
