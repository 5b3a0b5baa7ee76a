import { buffer } from 'node:stream/consumers';
import yauzl from 'yauzl';

/** The files of an archive as text, by name. */
export async function listZip(bytes: Buffer): Promise<ReadonlyMap<string, string>> {
  const archive = await yauzl.fromBufferPromise(bytes, { lazyEntries: true });
  const files = new Map<string, string>();
  for await (const entry of archive.eachEntry())
    files.set(entry.fileName, (await buffer(await archive.openReadStreamPromise(entry))).toString());
  return files;
}
