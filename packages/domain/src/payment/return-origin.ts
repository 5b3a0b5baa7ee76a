import type { PublicUrlSettings } from '@docket/runtime/settings/mail';
import type { PaymentSettings } from '@docket/runtime/settings/payment';

type Settings = PublicUrlSettings & Pick<PaymentSettings, 'PAYMENT_RETURN_ORIGINS'>;

/** Names that a machine has for itself. */
const LOOPBACK = ['localhost', '127.0.0.1', '[::1]'];

/** What the web app is reached at: as configured; where that is this machine, by each of its names for itself. */
function ownOrigins({ PUBLIC_URL, PAYMENT_RETURN_ORIGINS }: Settings): readonly string[] {
  const { protocol, hostname, port, origin } = new URL(PUBLIC_URL);
  const names = LOOPBACK.includes(hostname) ? LOOPBACK : [];
  return [
    origin,
    ...names.map((name) => new URL(`${protocol}//${name}${port === '' ? '' : `:${port}`}`).origin),
    ...PAYMENT_RETURN_ORIGINS.map((url) => new URL(url).origin),
  ];
}

/**
 * Where a provider's page sends the buyer back to: the origin they came from, where their session is, if it is one of ours; otherwise the one that is
 * configured. What comes back is never what a request says, but the one of ours that it is the same as.
 * @param cameFrom the `Origin` of the request; undefined for who is no browser
 */
export function returnOrigin(settings: Settings, cameFrom: string | undefined): string {
  const own = ownOrigins(settings);
  return own.find((origin) => origin === cameFrom) ?? new URL(settings.PUBLIC_URL).origin;
}
