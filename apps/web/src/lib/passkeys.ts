import {
  browserSupportsWebAuthn,
  browserSupportsWebAuthnAutofill,
  startAuthentication,
  startRegistration,
  WebAuthnAbortService,
  WebAuthnError,
  type PublicKeyCredentialCreationOptionsJSON,
  type PublicKeyCredentialRequestOptionsJSON,
} from '@simplewebauthn/browser';

/** Why a passkey was not made or used, in words for whoever holds the device. */
export class PasskeyRefused extends Error {
  override readonly name = 'PasskeyRefused';
}

/** Can passkeys of that host be used on this page? Browsers make none for others. */
export function canUsePasskeys(rpId: string): boolean {
  const { hostname } = window.location;
  return browserSupportsWebAuthn() && (hostname === rpId || hostname.endsWith(`.${rpId}`));
}

/** Asks the browser for a new passkey. @throws PasskeyRefused */
export async function makePasskey(options: object) {
  const optionsJSON = creation(options);
  try {
    return sent(await startRegistration({ optionsJSON }));
  } catch (error) {
    throw inWords(error, 'No passkey was made.');
  }
}

/** Asks the browser for a passkey it has, and its person with it. @throws PasskeyRefused */
export async function usePasskeyOf(options: object) {
  const optionsJSON = request(options);
  try {
    return sent(await startAuthentication({ optionsJSON }));
  } catch (error) {
    throw inWords(error, 'No passkey was used.');
  }
}

/**
 * Offers passkeys among what the browser fills in for a username, for as long as it takes. @returns undefined where the browser does not do that, or when
 * something else asks for one
 */
export async function offerPasskeys(options: object) {
  if (!(await browserSupportsWebAuthnAutofill())) return undefined;
  const optionsJSON = request(options);
  try {
    return sent(await startAuthentication({ optionsJSON, useBrowserAutofill: true }));
  } catch {
    return undefined;
  }
}

/** What an interface says as a plain type, to which fields may be added. */
type Plain<T> = { [Name in keyof T]: T[Name] };

/** As contracts take it, which leave open what browsers may add. */
function sent<Response extends object>(answer: {
  readonly id: string;
  readonly rawId: string;
  readonly type: 'public-key';
  readonly response: Response;
  readonly clientExtensionResults: object;
  readonly authenticatorAttachment?: string;
}) {
  const { response, clientExtensionResults, ...rest } = answer;
  const plain: Plain<Response> = response;
  return { ...rest, response: plain, clientExtensionResults: { ...clientExtensionResults } };
}

export function stopOfferingPasskeys(): void {
  WebAuthnAbortService.cancelCeremony();
}

/** The contract leaves open what WebAuthn may add to its options; the browser reads what it knows. */
function creation(options: object): PublicKeyCredentialCreationOptionsJSON {
  return options as PublicKeyCredentialCreationOptionsJSON;
}

/** Likewise. */
function request(options: object): PublicKeyCredentialRequestOptionsJSON {
  return options as PublicKeyCredentialRequestOptionsJSON;
}

function inWords(error: unknown, what: string): Error {
  if (!(error instanceof Error)) return new PasskeyRefused(what);
  if (error instanceof WebAuthnError && error.code === 'ERROR_AUTHENTICATOR_PREVIOUSLY_REGISTERED')
    return new PasskeyRefused('This device has a passkey of yours already.');
  if (error instanceof WebAuthnError && error.code.includes('USER_VERIFICATION'))
    return new PasskeyRefused(`${what} The device must ask for a PIN, a finger or a face, and this one cannot.`);
  if (error.name === 'NotAllowedError' || error.name === 'AbortError')
    return new PasskeyRefused(`${what} It was cancelled, or took too long.`);
  return new PasskeyRefused(`${what} The browser says: ${error.message}`);
}
