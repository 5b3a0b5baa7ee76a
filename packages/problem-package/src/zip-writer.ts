import { crc32, deflateRawSync } from 'node:zlib';

/** One entry to write. Test data only: it can also lie, as no honest zip program does. */
export type ZipEntry = {
  readonly path: string | Uint8Array;
  readonly content?: string | Uint8Array;
  readonly store?: boolean;
  /** Unix mode in the upper half, as zip programs write it. */
  readonly mode?: number;
  /** What the directory claims instead of the truth. */
  readonly claimedSize?: number;
  readonly claimedCrc?: number;
  readonly method?: number;
  readonly flags?: number;
};

/** Writes a zip archive byte by byte. `claimedEntries` overrides the count in the end record. */
export function writeZip(entries: readonly ZipEntry[], options: { readonly claimedEntries?: number } = {}): Buffer {
  const parts: Buffer[] = [];
  const directory: Buffer[] = [];
  let offset = 0;
  for (const entry of entries) {
    const name = typeof entry.path === 'string' ? Buffer.from(entry.path) : Buffer.from(entry.path);
    const content = Buffer.from(entry.content ?? '');
    const data = entry.store === true ? content : deflateRawSync(content);
    const common = Buffer.alloc(26);
    common.writeUInt16LE(20, 0);
    common.writeUInt16LE(entry.flags ?? 0x800, 2);
    common.writeUInt16LE(entry.method ?? (entry.store === true ? 0 : 8), 4);
    common.writeUInt32LE(entry.claimedCrc ?? crc32(content), 10);
    common.writeUInt32LE(data.length, 14);
    common.writeUInt32LE(entry.claimedSize ?? content.length, 18);
    common.writeUInt16LE(name.length, 22);
    const local = Buffer.concat([Buffer.from('PK\x03\x04', 'latin1'), common, name, data]);
    const tail = Buffer.alloc(14);
    tail.writeUInt32LE(((entry.mode ?? 0o100644) << 16) >>> 0, 6);
    tail.writeUInt32LE(offset, 10);
    directory.push(Buffer.from('PK\x01\x02\x14\x03', 'latin1'), common, tail, name);
    parts.push(local);
    offset += local.length;
  }
  const central = Buffer.concat(directory);
  const end = Buffer.alloc(22);
  end.write('PK\x05\x06', 0, 'latin1');
  const count = options.claimedEntries ?? entries.length;
  end.writeUInt16LE(count, 8);
  end.writeUInt16LE(count, 10);
  end.writeUInt32LE(central.length, 12);
  end.writeUInt32LE(offset, 16);
  return Buffer.concat([...parts, central, end]);
}
