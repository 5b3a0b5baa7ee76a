import { decodeAttestationObject, isoBase64URL } from '@simplewebauthn/server/helpers';

/**
 * Refuses an authenticator's certificates, which nobody asked for: the library would look up, for what stands in them, whether they were revoked, and so send
 * this server to an address of the caller's. What is left is no attestation at all, or one by the passkey's own key (WebAuthn Level 3, 8.2 and 8.7).
 * @param attestationObject as the browser sends it, base64url @throws Error also for what cannot be read
 */
export function refuseCertificates(attestationObject: string): void {
  const decoded = decodeAttestationObject(isoBase64URL.toBuffer(attestationObject));
  const form = decoded.get('fmt');
  const own = form === 'packed' && decoded.get('attStmt').get('x5c') === undefined;
  if (form !== 'none' && !own) throw new Error(`an attestation of the form ${form} was not asked for`);
}
