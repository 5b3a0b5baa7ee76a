import type { ApiToken } from '@docket/contracts/http/api-token';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { Ago } from '../../../ui/ago.tsx';
import { Button } from '../../../ui/button.tsx';
import { CopyButton } from '../../../ui/copy-button.tsx';
import { Failure, Loading } from '../../../ui/states.tsx';
import { tokensQuery, useRevokeToken } from '../api/tokens.ts';
import { Section } from './section.tsx';
import { TokenCalls } from './token-calls.tsx';
import { TokenForm } from './token-form.tsx';

/** What programs log in with: made, copied once, and revoked. */
export function TokensSection() {
  const tokens = useQuery(tokensQuery());
  const revoke = useRevokeToken();
  const [made, setMade] = useState<string>();
  return (
    <Section
      title="API tokens"
      hint="For programs that use the judge. Each does what it was made for and nothing else: no token reaches your account or your money."
    >
      {tokens.isPending && <Loading label="Loading tokens" lines={2} />}
      {tokens.isError && <Failure error={tokens.error} retry={() => void tokens.refetch()} />}
      {tokens.data !== undefined && tokens.data.length > 0 && (
        <ul className="grid divide-y divide-line">
          {tokens.data.map((one) => (
            <TokenRow
              key={one.tokenId}
              token={one}
              busy={revoke.isPending && revoke.variables === one.tokenId}
              revoke={() => revoke.mutate(one.tokenId)}
            />
          ))}
        </ul>
      )}
      {revoke.error !== null && <Failure error={revoke.error} />}
      {made !== undefined && <MadeToken token={made} />}
      <TokenForm onMade={setMade} />
    </Section>
  );
}

/** A token that was just made. */
function MadeToken({ token }: { readonly token: string }) {
  return (
    <div role="status" className="grid gap-2 rounded-lg border border-ok/40 bg-ok/6 p-3">
      <p className="text-sm">Copy it now. It is not shown again.</p>
      <div className="flex flex-wrap items-center gap-2">
        <code data-testid="token" className="min-w-0 text-sm break-all">
          {token}
        </code>
        <CopyButton text={token} what="token" />
      </div>
    </div>
  );
}

type RowProps = { readonly token: ApiToken; readonly busy: boolean; readonly revoke: () => void };

function TokenRow({ token, busy, revoke }: RowProps) {
  const { name, hint, scopes, seenAt, expiresAt, tokenId } = token;
  const [open, setOpen] = useState(false);
  return (
    <li data-testid="api-token" className="grid gap-2 py-2.5 first:pt-0 last:pb-0">
      <div className="flex flex-wrap items-center justify-between gap-x-4 gap-y-2">
        <div className="min-w-0">
          <p className="font-medium break-words">
            {name} <code className="text-sm text-muted">{hint}…</code>
          </p>
          <p className="text-sm break-words text-muted">{scopes.join(', ')}</p>
          <p className="text-sm text-muted">
            Good until {new Date(expiresAt).toLocaleDateString()},{' '}
            {seenAt === null ? (
              'not used yet'
            ) : (
              <>
                last used <Ago at={seenAt} />
              </>
            )}
          </p>
        </div>
        <div className="flex flex-wrap gap-2">
          <Button size="small" aria-expanded={open} aria-label={`Calls of ${name}`} onClick={() => setOpen(!open)}>
            Calls
          </Button>
          <Button size="small" variant="danger" busy={busy} aria-label={`Revoke ${name}`} onClick={revoke}>
            Revoke
          </Button>
        </div>
      </div>
      {open && <TokenCalls tokenId={tokenId} name={name} />}
    </li>
  );
}
