import type { SecretOwner } from '../outgoing-webhooks/secrets.ts';

/** A token has one secret as long as it lives; who wants another makes another token. */
export function ownerOf(tokenId: string): SecretOwner {
  return { id: tokenId, secretNumber: 1, beforeUntil: null };
}
