import { mebibytes, shownPath } from './files.ts';
import type { PackageFiles } from './files.ts';
import type { PackageFile } from './types.ts';

/** What browsers show, and how the bytes of each begin: an ending alone says nothing. */
const FORMATS: readonly {
  readonly ending: RegExp;
  readonly mediaType: string;
  readonly begins: (head: Buffer) => boolean;
}[] = [
  {
    ending: /\.png$/i,
    mediaType: 'image/png',
    begins: (head) => head.subarray(0, 8).equals(Buffer.from('89504e470d0a1a0a', 'hex')),
  },
  { ending: /\.jpe?g$/i, mediaType: 'image/jpeg', begins: (head) => head[0] === 0xff && head[1] === 0xd8 },
  {
    ending: /\.gif$/i,
    mediaType: 'image/gif',
    begins: (head) => /^GIF8[79]a/.test(head.subarray(0, 6).toString('latin1')),
  },
  { ending: /\.svg$/i, mediaType: 'image/svg+xml', begins: (head) => /<svg[\s>]/i.test(head.toString('latin1')) },
];

const PICTURE_BYTES = 4 * 1024 * 1024;
const ALL_BYTES = 32 * 1024 * 1024;
const MOST_PICTURES = 100;
/** Of a picture, so much is looked at to know it. */
const HEAD_BYTES = 4096;

/** Pictures that statements name. */
export type Pictures = {
  /** The file that a statement in `folder` names, or null where it has none that can be shown. */
  place(folder: string, target: string): string | null;
  /** What was placed, read and looked at; what is not what it says is left out with a warning. */
  files(): Promise<readonly PackageFile[]>;
};

export function createPictures(files: PackageFiles, warn: (text: string) => void): Pictures {
  const present = new Set(files.paths);
  const placed = new Set<string>();
  return {
    place(folder, target) {
      const path = pathOf(folder, target, present);
      if (path === null || (placed.size >= MOST_PICTURES && !placed.has(path))) return null;
      placed.add(path);
      return path;
    },
    async files() {
      const read: PackageFile[] = [];
      let bytes = 0;
      for (const name of placed) {
        const content = await files.read(name);
        bytes += content.length;
        const head = Buffer.from(content.buffer, content.byteOffset, Math.min(HEAD_BYTES, content.length));
        const format = FORMATS.find(({ ending }) => ending.test(name));
        if (format === undefined || !format.begins(head))
          warn(`${shownPath(name)} is not the picture that its ending says.`);
        else if (content.length > PICTURE_BYTES || bytes > ALL_BYTES)
          warn(
            `${shownPath(name)} is left out: a picture may have ${mebibytes(PICTURE_BYTES)}, all of them ${mebibytes(ALL_BYTES)}.`,
          );
        else read.push({ name, kind: 'statement', mediaType: format.mediaType, bytes: content });
      }
      return read;
    },
  };
}

/** LaTeX leaves endings out, and may name files from the folder of the package. No address outside the package is followed. */
function pathOf(folder: string, target: string, present: ReadonlySet<string>): string | null {
  let name: string;
  try {
    name = decodeURIComponent(target);
  } catch {
    return null;
  }
  const segments: string[] = [];
  for (const segment of `${folder}${name}`.split('/')) {
    if (segment === '..') segments.pop();
    else if (segment !== '.' && segment !== '') segments.push(segment);
  }
  const path = segments.join('/');
  // Only names that need no escaping in Markdown.
  if (!/^[\w./ -]+$/.test(path)) return null;
  const candidates = [path, ...['.png', '.jpg', '.jpeg', '.svg', '.gif'].map((ending) => `${path}${ending}`)];
  return candidates.find((one) => present.has(one) && FORMATS.some(({ ending }) => ending.test(one))) ?? null;
}
