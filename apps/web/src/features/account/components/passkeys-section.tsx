import type { Passkey } from '@docket/contracts/http/sign-in';
import { deviceOf } from '@docket/contracts/text/device';
import { useQuery } from '@tanstack/react-query';
import { useEffect, useRef, useState } from 'react';
import { canUsePasskeys } from '../../../lib/passkeys.ts';
import { Ago } from '../../../ui/ago.tsx';
import { Badge } from '../../../ui/badge.tsx';
import { Button } from '../../../ui/button.tsx';
import { Field } from '../../../ui/field.tsx';
import { Failure, Loading } from '../../../ui/states.tsx';
import { signInQuery } from '../../identity/api/sign-in.ts';
import { useAddPasskey, useRemovePasskey, useRenamePasskey, waysInQuery } from '../api/ways-in.ts';
import { ConfirmYou } from './confirm-you.tsx';
import { Section } from './section.tsx';
import { WhyNot } from './why-not.tsx';

/** What logs in without a password: added, called otherwise, removed. */
export function PasskeysSection() {
  const ways = useQuery(waysInQuery());
  const offered = useQuery(signInQuery());
  const remove = useRemovePasskey();
  if (offered.data?.passkeys === null) return null;
  const rpId = offered.data?.passkeys?.rpId;
  const passkeys = ways.data?.passkeys ?? [];
  return (
    <Section
      title="Passkeys"
      hint="Log in with your finger, face or PIN instead of a password. A passkey works on this site alone, so nobody can talk you out of it."
    >
      {(ways.isPending || offered.isPending) && <Loading label="Loading passkeys" lines={2} />}
      {ways.isError && <Failure error={ways.error} retry={() => void ways.refetch()} />}
      {offered.isError && <Failure error={offered.error} retry={() => void offered.refetch()} />}
      {passkeys.length > 0 && (
        <ul aria-label="Passkeys" className="grid divide-y divide-line">
          {passkeys.map((one) => (
            <PasskeyRow
              key={one.passkeyId}
              passkey={one}
              busy={remove.isPending && remove.variables === one.passkeyId}
              remove={() => remove.mutate(one.passkeyId)}
            />
          ))}
        </ul>
      )}
      <WhyNot error={remove.error} />
      <ConfirmYou
        error={remove.error}
        onDone={() => remove.variables !== undefined && remove.mutate(remove.variables)}
      />
      {rpId !== undefined && (canUsePasskeys(rpId) ? <AddPasskey taken={passkeys} /> : <NotHere rpId={rpId} />)}
    </Section>
  );
}

function NotHere({ rpId }: { readonly rpId: string }) {
  return (
    <p className="text-sm text-muted">
      This browser cannot add one here. Open Docket at <span className="break-all">{rpId}</span> in a browser that knows
      passkeys.
    </p>
  );
}

function AddPasskey({ taken }: { readonly taken: readonly Passkey[] }) {
  const add = useAddPasskey();
  const [typed, setTyped] = useState<string>();
  const name = typed ?? freeName(deviceOf(navigator.userAgent), taken);
  const send = (wished: string) => add.mutate(wished, { onSuccess: () => setTyped(undefined) });
  return (
    <>
      <form
        aria-label="Add a passkey"
        className="grid gap-3"
        onSubmit={(event) => {
          event.preventDefault();
          if (!add.isPending && name.trim() !== '') send(name.trim());
        }}
      >
        <Field
          label="Name"
          hint="Where it is kept, so that you know it again."
          name="passkey-name"
          maxLength={60}
          required
          value={name}
          onChange={(event) => setTyped(event.target.value)}
        />
        <Button type="submit" variant="primary" className="justify-self-start" busy={add.isPending}>
          Add a passkey
        </Button>
      </form>
      <WhyNot error={add.error} />
      <ConfirmYou error={add.error} onDone={() => add.variables !== undefined && send(add.variables)} />
    </>
  );
}

/** `Chrome on Linux`, or with a figure behind it where there is one. */
function freeName(name: string, taken: readonly Passkey[]): string {
  const names = new Set(taken.map((one) => one.name.toLowerCase()));
  let free = name;
  for (let n = 2; names.has(free.toLowerCase()); n += 1) free = `${name} ${n}`;
  return free;
}

type RowProps = { readonly passkey: Passkey; readonly busy: boolean; readonly remove: () => void };

function PasskeyRow({ passkey, busy, remove }: RowProps) {
  const { passkeyId, name, backedUp, createdAt, usedAt } = passkey;
  const [renaming, setRenaming] = useState(false);
  if (renaming) return <RenameRow id={passkeyId} name={name} onClose={() => setRenaming(false)} />;
  return (
    <li
      data-testid="passkey"
      className="flex flex-wrap items-center justify-between gap-x-4 gap-y-2 py-2.5 first:pt-0 last:pb-0"
    >
      <div className="min-w-0">
        <p className="flex flex-wrap items-center gap-2 font-medium break-words">
          <span className="min-w-0 break-words">{name}</span>{' '}
          {backedUp && <Badge tone="note">on several devices</Badge>}
        </p>
        <p className="text-sm text-muted">
          added <Ago at={createdAt} />,{' '}
          {usedAt === null ? (
            'not used yet'
          ) : (
            <>
              last used <Ago at={usedAt} />
            </>
          )}
        </p>
      </div>
      <div className="flex flex-wrap gap-2">
        <Button size="small" aria-label={`Rename ${name}`} onClick={() => setRenaming(true)}>
          Rename
        </Button>
        <Button size="small" variant="danger" busy={busy} aria-label={`Remove ${name}`} onClick={remove}>
          Remove
        </Button>
      </div>
    </li>
  );
}

function RenameRow({
  id,
  name,
  onClose,
}: {
  readonly id: string;
  readonly name: string;
  readonly onClose: () => void;
}) {
  const rename = useRenamePasskey();
  const [typed, setTyped] = useState(name);
  const field = useRef<HTMLInputElement>(null);
  // Where the button was that opened it.
  useEffect(() => {
    field.current?.focus();
    field.current?.select();
  }, []);
  return (
    <li className="py-2.5 first:pt-0 last:pb-0">
      <form
        aria-label={`Rename ${name}`}
        className="grid gap-3"
        onSubmit={(event) => {
          event.preventDefault();
          if (!rename.isPending) rename.mutate({ id, name: typed }, { onSuccess: onClose });
        }}
      >
        <Field
          label="New name"
          maxLength={60}
          required
          ref={field}
          value={typed}
          onChange={(event) => setTyped(event.target.value)}
        />
        <WhyNot error={rename.error} />
        <div className="flex flex-wrap gap-2">
          <Button type="submit" size="small" variant="primary" busy={rename.isPending}>
            Save the name
          </Button>
          <Button size="small" onClick={onClose}>
            Keep {name}
          </Button>
        </div>
      </form>
    </li>
  );
}
