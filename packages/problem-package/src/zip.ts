import { promisify } from 'node:util';
import { crc32, inflateRaw } from 'node:zlib';
import { DocketError } from '@docket/contracts/errors';
import yauzl from 'yauzl';
import type { Entry, ZipFile } from 'yauzl';
import {
  checkEntryCount,
  comparePaths,
  createReadBudget,
  isIgnored,
  mebibytes,
  packageRoot,
  safeSegments,
  shownPath,
} from './files.ts';
import type { PackageFiles, ReadBudget } from './files.ts';
import { DEFAULT_PACKAGE_CAPS } from './types.ts';
import type { PackageCaps } from './types.ts';

const inflate = promisify(inflateRaw);

/** Larger than zlib's own 16 KiB, so that big tests need fewer trips to the thread pool. */
const INFLATE_CHUNK = 256 * 1024;
const STORED = 0;
const DEFLATED = 8;
const UTF8_FLAG = 0x800;

/**
 * Opens a zip archive as a package. Only names are read here; contents are inflated file by file when asked for,
 * into a buffer that cannot grow past the caps, whatever sizes the archive claims.
 * @param options.plain it is another archive than a problem's, and needs no problem.yaml
 * Errors: `package_not_zip`, `package_unsafe_path`, `package_too_many_files`, `package_too_large`, `package_invalid`.
 */
export async function openZipPackage(
  zip: Uint8Array,
  options: { readonly name?: string; readonly caps?: PackageCaps; readonly plain?: boolean } = {},
): Promise<PackageFiles> {
  const caps = options.caps ?? DEFAULT_PACKAGE_CAPS;
  const bytes = Buffer.from(zip.buffer, zip.byteOffset, zip.byteLength);
  const archive = await openArchive(bytes);
  checkEntryCount(archive.entryCount, caps);
  const entries = await listEntries(archive);
  checkSizes(entries, bytes.length, caps);

  const { prefix, name } = (options.plain === true ? outermost : findRoot)([...entries.keys()]);
  const inRoot = new Map(
    [...entries].filter(([path]) => path.startsWith(prefix)).map(([path, entry]) => [path.slice(prefix.length), entry]),
  );
  const budget = createReadBudget(caps, bytes.length);
  return {
    name: name ?? options.name ?? null,
    paths: [...inRoot.keys()].sort(comparePaths),
    read(path) {
      const entry = inRoot.get(path);
      if (entry === undefined)
        throw new DocketError('package_invalid', `${shownPath(path)} is missing from the package.`);
      return readEntry(archive, bytes, entry, path, budget);
    },
  };
}

function notZip(cause: unknown): DocketError {
  const why = cause instanceof Error ? ` (${cause.message})` : '';
  return new DocketError(
    'package_not_zip',
    `The package is not a readable zip archive${why}. Zip the problem's folder and send that file.`,
    { cause },
  );
}

async function openArchive(bytes: Buffer): Promise<ZipFile> {
  try {
    // Names are decoded and checked here, so that each fault gets its own code.
    return await yauzl.fromBufferPromise(bytes, { decodeStrings: false, validateEntrySizes: true, lazyEntries: true });
  } catch (error) {
    throw notZip(error);
  }
}

/** Every file of the archive by path, checked, without folders and without what is ignored. */
async function listEntries(archive: ZipFile): Promise<Map<string, Entry>> {
  const files = new Map<string, Entry>();
  try {
    for await (const entry of archive.eachEntry()) {
      const path = entryName(entry);
      const segments = safeSegments(path);
      checkKind(path, entry);
      if (path.endsWith('/') || isIgnored(segments)) continue;
      if (files.has(path))
        throw new DocketError('package_invalid', `${shownPath(path)} is in the archive twice. Keep one of them.`);
      files.set(path, entry);
    }
    refuseFileAsFolder(files);
  } catch (error) {
    if (error instanceof DocketError) throw error;
    throw notZip(error);
  }
  return files;
}

/** Of `a` and `a/b` only one can be on a disk. */
function refuseFileAsFolder(files: ReadonlyMap<string, Entry>): void {
  for (const path of files.keys())
    for (let at = path.indexOf('/'); at !== -1; at = path.indexOf('/', at + 1)) {
      const folder = path.slice(0, at);
      if (files.has(folder))
        throw new DocketError(
          'package_invalid',
          `${shownPath(folder)} is in the archive as a file and as a folder. Pack the problem's folder again.`,
        );
    }
}

function entryName(entry: Entry): string {
  if (entry.fileNameRaw.includes(0)) safeSegments('\0');
  if ((entry.generalPurposeBitFlag & UTF8_FLAG) !== 0) return entry.fileNameRaw.toString('utf8');
  // Strict: the library must not turn a backslash into a slash before it is checked.
  return yauzl.getFileNameLowLevel(entry.generalPurposeBitFlag, entry.fileNameRaw, entry.extraFields, true);
}

/** Refuses links, devices and pipes (the upper half of the attributes is the Unix mode), encryption and odd compression. */
function checkKind(path: string, entry: Entry): void {
  const fileType = (entry.externalFileAttributes >>> 16) & 0xf000;
  if (fileType === 0xa000) {
    throw new DocketError(
      'package_unsafe_path',
      `${shownPath(path)} is a symbolic link. Pack the file itself in its place (zip without -y).`,
    );
  }
  if (fileType !== 0 && fileType !== 0x8000 && fileType !== 0x4000) {
    throw new DocketError('package_unsafe_path', `${shownPath(path)} is neither a file nor a folder. Remove it.`);
  }
  if (entry.isEncrypted())
    throw new DocketError('package_invalid', `${shownPath(path)} is encrypted. Pack the problem without a password.`);
  if (entry.compressionMethod !== STORED && entry.compressionMethod !== DEFLATED) {
    throw new DocketError(
      'package_invalid',
      `${shownPath(path)} uses compression method ${entry.compressionMethod}. Pack with deflate, the ordinary zip method.`,
    );
  }
}

/** What the directory claims is checked before anything is read; what it hides is met while inflating. */
function checkSizes(entries: ReadonlyMap<string, Entry>, zipBytes: number, caps: PackageCaps): void {
  let packed = 0;
  let unpacked = 0;
  for (const [path, entry] of entries) {
    packed += entry.compressedSize;
    unpacked += entry.uncompressedSize;
    if (entry.uncompressedSize > caps.fileBytes) {
      throw new DocketError(
        'package_too_large',
        `${shownPath(path)} unpacks to ${mebibytes(entry.uncompressedSize)}; at most ${mebibytes(caps.fileBytes)} are accepted. Make this file smaller.`,
      );
    }
  }
  if (unpacked > caps.totalBytes) {
    throw new DocketError(
      'package_too_large',
      `The package unpacks to ${mebibytes(unpacked)}; at most ${mebibytes(caps.totalBytes)} are accepted. Remove or shrink tests.`,
    );
  }
  if (packed > zipBytes) {
    throw new DocketError(
      'package_too_large',
      'Entries of the archive overlap, as in a zip bomb. Pack the folder again with an ordinary zip program.',
    );
  }
}

function findRoot(paths: readonly string[]): { readonly prefix: string; readonly name: string | null } {
  const root = packageRoot(paths);
  if (root !== null) return root;
  const elsewhere = paths.filter((p) => p.endsWith('/problem.yaml'));
  const hint =
    elsewhere.length === 0
      ? 'Add one; it must give at least the name of the problem.'
      : `There is one at ${elsewhere.slice(0, 3).map(shownPath).join(', ')}: zip that folder alone, one problem per package.`;
  throw new DocketError('package_invalid', `There is no problem.yaml at the top of the package. ${hint}`);
}

/** Of what is no problem: the one folder around everything, or the top. */
function outermost(paths: readonly string[]): { readonly prefix: string; readonly name: string | null } {
  const first = /^[^/]+(?=\/)/.exec(paths[0] ?? '')?.[0];
  return first !== undefined && paths.every((path) => path.startsWith(`${first}/`))
    ? { prefix: `${first}/`, name: first }
    : { prefix: '', name: null };
}

async function readEntry(
  archive: ZipFile,
  bytes: Buffer,
  entry: Entry,
  path: string,
  budget: ReadBudget,
): Promise<Uint8Array> {
  const damaged = (why: string): DocketError =>
    new DocketError('package_invalid', `${shownPath(path)} is damaged in the archive (${why}). Pack the folder again.`);
  let start: number;
  try {
    start = (await archive.readLocalFileHeaderPromise(entry, { minimal: true })).fileDataStart;
  } catch (error) {
    throw damaged(error instanceof Error ? error.message : 'no header');
  }
  const packed = bytes.subarray(start, start + entry.compressedSize);
  if (entry.compressionMethod === STORED && packed.length > budget.room()) throw budget.tooLarge(path);
  const content =
    entry.compressionMethod === STORED ? Buffer.from(packed) : await inflateBounded(packed, path, budget, damaged);
  budget.take(path, content.length);
  if (content.length !== entry.uncompressedSize)
    throw damaged(`${content.length} bytes where the directory says ${entry.uncompressedSize}`);
  if (crc32(content) !== entry.crc32) throw damaged('its checksum is wrong');
  return content;
}

async function inflateBounded(
  packed: Buffer,
  path: string,
  budget: ReadBudget,
  damaged: (why: string) => DocketError,
): Promise<Buffer> {
  const room = budget.room();
  if (room <= 0) throw budget.tooLarge(path);
  try {
    return await inflate(packed, { maxOutputLength: room, chunkSize: INFLATE_CHUNK });
  } catch (error) {
    if (error instanceof RangeError && 'code' in error && error.code === 'ERR_BUFFER_TOO_LARGE')
      throw budget.tooLarge(path);
    throw damaged(error instanceof Error ? error.message : 'cannot be inflated');
  }
}
