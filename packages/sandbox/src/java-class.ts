import type { BoxFile } from './box.ts';

const PUBLIC_STATIC = 0x0009;
/** Bytes of a constant pool entry after its tag (The Java Virtual Machine Specification, section 4.4); 1 is counted apart. */
const ENTRY_BYTES: Readonly<Record<number, number>> = {
  3: 4,
  4: 4,
  5: 8,
  6: 8,
  7: 2,
  8: 2,
  9: 4,
  10: 4,
  11: 4,
  12: 4,
  15: 3,
  16: 2,
  17: 4,
  18: 4,
  19: 2,
  20: 2,
};

/**
 * The class to start, whatever its name: the first in alphabetical order that has `public static void main(String[])`, `Main` before
 * all others, and a class within another only where no other has one. Undefined when there is none.
 */
export function findMainClass(files: readonly BoxFile[]): string | undefined {
  const classes = files.filter(({ name }) => name.endsWith('.class'));
  const names = classes.flatMap(({ bytes }) => mainClassName(bytes) ?? []).sort();
  // A dollar alone says nothing: names may have one. Compilers put a class's file beside that of the one it is in.
  const beside = new Set(classes.map(({ name }) => name.slice(0, -'.class'.length)));
  const isNested = (name: string): boolean => {
    const path = name.replaceAll('.', '/');
    const ends = [...path.matchAll(/\$/g)].map(({ index }) => path.slice(0, index));
    return ends.some((outer) => [...beside].some((file) => file === outer || file.endsWith(`/${outer}`)));
  };
  return names.find((name) => name === 'Main') ?? names.find((name) => !isNested(name)) ?? names[0];
}

/** The class's name if it has a main method; undefined also for bytes that are not a class file. */
function mainClassName(bytes: Uint8Array): string | undefined {
  try {
    return readClass(new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength));
  } catch (error) {
    if (error instanceof RangeError) return undefined;
    throw error;
  }
}

function readClass(view: DataView): string | undefined {
  if (view.getUint32(0) !== 0xcafebabe) return undefined;
  const texts = new Map<number, string>();
  const classNames = new Map<number, number>();
  let at = 10;
  const count = view.getUint16(8);
  for (let index = 1; index < count; index++) {
    const tag = view.getUint8(at++);
    if (tag === 1) {
      const length = view.getUint16(at);
      texts.set(index, Buffer.from(view.buffer, view.byteOffset + at + 2, length).toString());
      at += 2 + length;
      continue;
    }
    const size = ENTRY_BYTES[tag];
    if (size === undefined) return undefined;
    if (tag === 7) classNames.set(index, view.getUint16(at));
    at += size;
    if (tag === 5 || tag === 6) index++; // long and double take two places
  }
  const name = texts.get(classNames.get(view.getUint16(at + 2)) ?? 0);
  at += 6;
  at += 2 + 2 * view.getUint16(at); // interfaces
  for (const isMethod of [false, true]) {
    const members = view.getUint16(at);
    at += 2;
    for (let i = 0; i < members; i++) {
      const found =
        isMethod &&
        (view.getUint16(at) & PUBLIC_STATIC) === PUBLIC_STATIC &&
        texts.get(view.getUint16(at + 2)) === 'main' &&
        texts.get(view.getUint16(at + 4)) === '([Ljava/lang/String;)V';
      if (found) return name?.replaceAll('/', '.');
      const attributes = view.getUint16(at + 6);
      at += 8;
      for (let a = 0; a < attributes; a++) at += 6 + view.getUint32(at + 2);
    }
  }
  return undefined;
}
