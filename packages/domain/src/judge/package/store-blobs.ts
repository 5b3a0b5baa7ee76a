import type { PoolClient } from '@docket/db/client';
import type { HashedBlob } from '@docket/problem-package/package-hash';

/** Files up to this size travel together; arrays of bytes go as hexadecimal text, so larger ones go alone, in binary. */
const SMALL_BYTES = 32 * 1024;
const BATCH_BYTES = 1024 * 1024;
const BATCH_FILES = 1_000;

/**
 * Stores the blobs that are not there yet, within the caller's transaction.
 * In the order of their hashes: two imports that share files then wait for each other instead of deadlocking.
 */
export async function storeBlobs(client: PoolClient, blobs: readonly HashedBlob[]): Promise<void> {
  const byHash = new Map(blobs.map((blob) => [blob.hash, blob]));
  const { rows } = await client.query<{ hash: string }>('SELECT hash FROM blobs WHERE hash = ANY($1::text[])', [
    [...byHash.keys()],
  ]);
  for (const { hash } of rows) byHash.delete(hash);
  const missing = [...byHash.values()].toSorted((a, b) => (a.hash < b.hash ? -1 : 1));
  for (const batch of batches(missing)) {
    const [only] = batch;
    if (batch.length === 1 && only !== undefined) {
      await client.query('INSERT INTO blobs (hash, size, bytes) VALUES ($1, $2, $3) ON CONFLICT DO NOTHING', [
        only.hash,
        only.bytes.length,
        asBuffer(only.bytes),
      ]);
    } else {
      await client.query(
        'INSERT INTO blobs (hash, size, bytes) SELECT * FROM unnest($1::text[], $2::int[], $3::bytea[]) AS b(hash, size, bytes) ORDER BY hash ON CONFLICT DO NOTHING',
        [batch.map((b) => b.hash), batch.map((b) => b.bytes.length), batch.map((b) => asBuffer(b.bytes))],
      );
    }
  }
}

function* batches(blobs: readonly HashedBlob[]): Generator<HashedBlob[]> {
  let batch: HashedBlob[] = [];
  let bytes = 0;
  for (const blob of blobs) {
    const full = bytes + blob.bytes.length > BATCH_BYTES || batch.length >= BATCH_FILES;
    if (batch.length > 0 && (full || blob.bytes.length > SMALL_BYTES)) {
      yield batch;
      batch = [];
      bytes = 0;
    }
    if (blob.bytes.length > SMALL_BYTES) {
      yield [blob];
      continue;
    }
    batch.push(blob);
    bytes += blob.bytes.length;
  }
  if (batch.length > 0) yield batch;
}

/** The driver sends a Buffer as bytes; a view costs no copy. */
function asBuffer(bytes: Uint8Array): Buffer {
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
}
