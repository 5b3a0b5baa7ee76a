import type { Callback } from '@docket/contracts/http/api-token';
import { useQuery } from '@tanstack/react-query';
import { Ago } from '../../../ui/ago.tsx';
import { CopyButton } from '../../../ui/copy-button.tsx';
import { Failure, Loading } from '../../../ui/states.tsx';
import { callsQuery } from '../api/tokens.ts';

/** Shown of the hundred that there may be. */
const SHOWN = 10;

/** What a token had called when something was over, and what the calls are verified with. */
export function TokenCalls({ tokenId, name }: { readonly tokenId: string; readonly name: string }) {
  const query = useQuery(callsQuery(tokenId));
  if (query.isPending) return <Loading label="Loading calls" lines={2} />;
  if (query.isError) return <Failure error={query.error} retry={() => void query.refetch()} />;
  const { secret, calls } = query.data;
  return (
    <div className="grid gap-2 rounded-lg border border-line p-3 text-sm">
      <p className="text-muted">Calls that programs ask for with this token are signed with:</p>
      <div className="flex flex-wrap items-center gap-2">
        <code className="min-w-0 break-all">{secret}</code>
        <CopyButton text={secret} what={`secret of ${name}`} />
      </div>
      {calls.length === 0 && <p className="text-muted">Nobody has been called.</p>}
      <ul className="grid gap-1">
        {calls.slice(0, SHOWN).map((call) => (
          <li key={call.taskId} className="break-words">
            {outcomeOf(call)} <span className="break-all text-muted">{call.url}</span>, <Ago at={call.createdAt} />
          </li>
        ))}
      </ul>
    </div>
  );
}

function outcomeOf({ status, attempts, lastStatus, lastError }: Callback): string {
  const last = lastStatus === null ? (lastError ?? 'no answer') : `answered ${lastStatus}`;
  switch (status) {
    case 'DELIVERED':
      return `Taken (${lastStatus})`;
    case 'FAILED':
      return `Given up, ${last}`;
    case 'PENDING':
      return attempts === 0 ? 'Not called yet' : `To be tried again, ${last}`;
    default:
      return status satisfies never;
  }
}
