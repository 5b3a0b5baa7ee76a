import { mebibytes, shownPath } from './files.ts';
import type { PackageFiles } from './files.ts';
import type { PackageFile } from './types.ts';

const FILE_BYTES = 16 * 1024 * 1024;
const MOST_FILES = 50;

/** Files for everybody: `attachments/`. Whatever they are, they are to be kept and not opened, so all are plain bytes. */
export async function readAttachments(
  files: PackageFiles,
  warn: (text: string) => void,
): Promise<readonly PackageFile[]> {
  const read: PackageFile[] = [];
  const left: string[] = [];
  for (const name of files.paths.filter((path) => path.startsWith('attachments/'))) {
    const bytes = await files.read(name);
    if (bytes.length > FILE_BYTES || read.length >= MOST_FILES || !/^[\w./ -]+$/.test(name)) left.push(shownPath(name));
    else read.push({ name, kind: 'attachment', mediaType: 'application/octet-stream', bytes });
  }
  if (left.length > 0)
    warn(
      `${left.slice(0, 3).join(', ')}${left.length > 3 ? ` and ${left.length - 3} more` : ''} cannot be offered: at most ${MOST_FILES} files of ${mebibytes(FILE_BYTES)}, with plain names.`,
    );
  return read;
}
