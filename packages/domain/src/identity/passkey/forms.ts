import type { AuthenticationResponseJSON, RegistrationResponseJSON } from '@simplewebauthn/server';
import { DocketError } from '@docket/contracts/errors';

const TRANSPORTS = ['ble', 'cable', 'hybrid', 'internal', 'nfc', 'smart-card', 'usb'];

/** Those that browsers are known to understand: hints, of which a strange one is no use. */
export function transportsOf(given: readonly string[]): string[] {
  return TRANSPORTS.filter((transport) => given.includes(transport));
}

/** An answer of a browser that the contract has parsed: what the library names besides is optional, or is checked by it. */
export function asRegistration(parsed: object): RegistrationResponseJSON {
  return parsed as RegistrationResponseJSON;
}

/** Likewise. */
export function asAssertion(parsed: object): AuthenticationResponseJSON {
  return parsed as AuthenticationResponseJSON;
}

/** The words of the library are for whoever reads logs; they name what was expected. */
export function refused(cause?: unknown): DocketError {
  return new DocketError(
    'passkey_refused',
    'The passkey was not accepted. Try again, or log in another way.',
    cause === undefined ? {} : { cause },
  );
}
