import { DocketApiError } from '@docket/client/errors';
import { PasskeyRefused } from '../../../lib/passkeys.ts';
import { Failure } from '../../../ui/states.tsx';

/** Is it that somebody has to say first who they are? Then `ConfirmYou` asks, and it is no failure. */
export function isConfirmationNeeded(error: unknown): boolean {
  return error instanceof DocketApiError && error.code === 'confirmation_needed';
}

/** Why something about a passkey or a link was not done: the browser's reason in a line, the server's in full. */
export function WhyNot({ error }: { readonly error: unknown }) {
  if (error == null || isConfirmationNeeded(error)) return null;
  if (!(error instanceof PasskeyRefused)) return <Failure error={error} />;
  return (
    <p role="alert" className="text-sm text-bad">
      {error.message}
    </p>
  );
}
