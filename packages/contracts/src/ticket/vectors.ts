import type { TicketKey } from '../http/ticket.ts';
import type { TicketClaims } from './payload.ts';

/** For whoever writes a scanner or an issuer. The key is the one of RFC 8032, section 7.1, test 1, and RFC 8037, appendix A. Never use it. */
export const VECTOR_SIGNING_KEY = 'nWGxne_9WmC6hEr0kuwsxERJxWl7MmkZcDusAxyuf2A';

export const VECTOR_KEY: TicketKey = {
  kty: 'OKP',
  crv: 'Ed25519',
  alg: 'EdDSA',
  use: 'sig',
  kid: 'kPrK_qmx',
  x: '11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo',
};

export const TICKET_VECTORS: readonly { readonly claims: TicketClaims; readonly payload: string }[] = [
  {
    claims: {
      ticketId: '0190a000-0000-7000-8000-000000000001',
      showId: '0190a000-0000-7000-8000-000000000002',
      seat: 'C12',
      zone: 'recliner',
      startsAt: '2026-12-31T18:30:00.000Z',
    },
    payload:
      'DK1.kPrK_qmx.eyJ2IjoxLCJ0IjoiQVpDZ0FBQUFjQUNBQUFBQUFBQUFBUSIsInMiOiJBWkNnQUFBQWNBQ0FBQUFBQUFBQUFnIiwibCI6IkMxMiIsInoiOiJyZWNsaW5lciIsImIiOjE3OTg3NDE4MDB9.eaHkwTbISWDIW5NfybUVphzBLp4v_K5bKSYlT-rvBFuZM6IeSsvE2EbYVEAOAxpJF6bR2VggXKFrv0pCdtltDA',
  },
  {
    claims: {
      ticketId: 'ffffffff-ffff-4fff-bfff-ffffffffffff',
      showId: '00000000-0000-4000-8000-000000000000',
      seat: 'Röd 7',
      zone: '前排',
      startsAt: '2030-01-01T00:00:00.000Z',
    },
    payload:
      'DK1.kPrK_qmx.eyJ2IjoxLCJ0IjoiX19fX19fX19UXy1fX19fX19fX19fdyIsInMiOiJBQUFBQUFBQVFBQ0FBQUFBQUFBQUFBIiwibCI6IlLDtmQgNyIsInoiOiLliY3mjpIiLCJiIjoxODkzNDU2MDAwfQ.n-ER7WUOk4za3EQ82TJbV6SnqHPmvUSnQsMmdL9BV1XYSqXQVX1Kc1itDAn00d4438Rjppwd32IF0-tnFioHDQ',
  },
];
