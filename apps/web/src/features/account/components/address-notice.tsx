import type { getOwnProfile } from '@docket/contracts/http/identity';
import type { RouteResponse } from '@docket/contracts/http/route';
import { Button } from '../../../ui/button.tsx';
import { Notice } from '../../../ui/notice.tsx';
import { Failure } from '../../../ui/states.tsx';
import { toast } from '../../../ui/toast.tsx';
import { useKeepEmail, useSendConfirmation } from '../api/queries.ts';

/** Which address is still to be confirmed, and what that means; nothing where none is. */
export function AddressNotice({ account }: { readonly account: RouteResponse<typeof getOwnProfile> }) {
  const send = useSendConfirmation();
  const keep = useKeepEmail();
  const address = account.pendingEmail ?? (account.emailConfirmed ? undefined : account.email);
  if (address === undefined) return null;
  const error = send.error ?? keep.error;
  return (
    <Notice tone="limit" title={`Not confirmed yet: ${address}`}>
      <p>
        {account.pendingEmail === null
          ? 'Open the link that we sent there. Until then you log in with your username alone, and no mail about bookings goes to you.'
          : `Open the link that we sent there. Until then your address stays ${account.email}.`}
      </p>
      <div className="mt-1 flex flex-wrap gap-2">
        <Button
          size="small"
          busy={send.isPending}
          onClick={() =>
            send.mutate(undefined, { onSuccess: () => toast('ok', `Another link is on its way to ${address}`) })
          }
        >
          Send the link again
        </Button>
        {account.pendingEmail !== null && (
          <Button size="small" variant="ghost" busy={keep.isPending} onClick={() => keep.mutate()}>
            Keep {account.email}
          </Button>
        )}
      </div>
      {error !== null && <Failure error={error} />}
    </Notice>
  );
}
