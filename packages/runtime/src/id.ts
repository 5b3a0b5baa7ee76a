import { v7 } from 'uuid';

/** A UUIDv7 (RFC 9562): unique without asking anybody, and sorted by time of creation to the millisecond. */
export function newId(): string {
  return v7();
}
