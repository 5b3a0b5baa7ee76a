/**
 * Texts as Aztec codes (ISO/IEC 24778), as boarding passes have them. Letters, digits and marks are written in the code's own short modes, everything else as bytes
 * of UTF-8.
 */

/** Share of a symbol that corrects what cannot be read (the standard's recommendation), and words beyond it. */
const CORRECTION = 0.23;
const CORRECTION_WORDS = 3;
const COMPACT_LAYERS = 4;
const LAYERS_MAX = 32;

/** Fields that its Reed-Solomon codes are over: bits of a word -> primitive polynomial. */
const FIELDS: Readonly<Record<number, number>> = { 4: 0x13, 6: 0x43, 8: 0x12d, 10: 0x409, 12: 0x1069 };

export type AztecSymbol = {
  /** Modules of an edge. */
  readonly size: number;
  /** Row by row from the top: is the module dark? */
  readonly rows: readonly (readonly boolean[])[];
};

type Shape = { readonly isCompact: boolean; readonly layers: number };

/** @throws RangeError for a text that is longer than the largest symbol holds */
export function aztecOf(text: string): AztecSymbol {
  const bits = bitsOf(text);
  for (const shape of shapes()) {
    const capacity = capacityOf(shape);
    const width = wordBits(shape.layers);
    const words = stuffed(bits, width);
    const room = Math.floor(capacity / width);
    if (shape.isCompact && words.length > 64) continue;
    if (words.length + Math.ceil(room * CORRECTION) + CORRECTION_WORDS > room) continue;
    const all = [...words, ...checkWords(words, room - words.length, width)];
    // What is left over of the layers comes first.
    const message = [...zeros(capacity % width), ...all.flatMap((word) => binary(word, width))];
    return drawn(shape, message, words.length);
  }
  throw new RangeError(`an Aztec code cannot hold ${text.length} characters`);
}

/** From the smallest symbol to the largest. */
function* shapes(): Generator<Shape> {
  for (let layers = 1; layers <= COMPACT_LAYERS; layers += 1) yield { isCompact: true, layers };
  for (let layers = COMPACT_LAYERS; layers <= LAYERS_MAX; layers += 1) yield { isCompact: false, layers };
}

function capacityOf({ isCompact, layers }: Shape): number {
  return ((isCompact ? 88 : 112) + 16 * layers) * layers;
}

function wordBits(layers: number): number {
  if (layers <= 2) return 6;
  if (layers <= 8) return 8;
  return layers <= 22 ? 10 : 12;
}

type Bit = 0 | 1;
const zeros = (count: number): Bit[] => Array.from({ length: count }, () => 0);

function binary(value: number, width: number): Bit[] {
  return Array.from({ length: width }, (_, at) => (((value >> (width - 1 - at)) & 1) === 1 ? 1 : 0));
}

const UPPER = ' ABCDEFGHIJKLMNOPQRSTUVWXYZ';
const DIGIT = ' 0123456789,.';
/** From its sixth code on. */
const PUNCT = '!"#$%&\'()*+,-./:;<=>?[]{}';
const TO_PUNCT = 0;
const UPPER_TO_DIGIT = 30;
const UPPER_TO_BYTES = 31;
const DIGIT_TO_UPPER = 14;
const DIGIT_SHIFT_UPPER = 15;
/** So many digits in a row are worth a change of modes. */
const RUN = 4;

/** The text as bits, in the modes for capitals and for digits; marks and bytes are put in between. */
function bitsOf(text: string): Bit[] {
  const bits: Bit[] = [];
  let isDigits = false;
  const write = (value: number, width = isDigits ? 4 : 5) => bits.push(...binary(value, width));
  let at = 0;
  while (at < text.length) {
    const letter = text.charAt(at);
    const run = /^[ 0-9,.]*/.exec(text.slice(at))?.[0].length ?? 0;
    if (isDigits ? DIGIT.includes(letter) : UPPER.includes(letter) && run < RUN) {
      write((isDigits ? DIGIT : UPPER).indexOf(letter) + 1);
    } else if (!isDigits && run > 0 && (run >= RUN || DIGIT.includes(letter))) {
      write(UPPER_TO_DIGIT);
      isDigits = true;
      continue;
    } else if (UPPER.includes(letter)) {
      const isAlone = DIGIT.includes(text.charAt(at + 1));
      write(isAlone ? DIGIT_SHIFT_UPPER : DIGIT_TO_UPPER);
      isDigits = isAlone;
      write(UPPER.indexOf(letter) + 1, 5);
    } else if (PUNCT.includes(letter)) {
      write(TO_PUNCT);
      write(PUNCT.indexOf(letter) + 6, 5);
    } else {
      if (isDigits) write(DIGIT_TO_UPPER);
      isDigits = false;
      const letters = /^[^ A-Z0-9,.!"#$%&'()*+\-/:;<=>?[\]{}]+/.exec(text.slice(at))?.[0].slice(0, 500) ?? letter;
      const bytes = new TextEncoder().encode(letters);
      write(UPPER_TO_BYTES);
      if (bytes.length < 32) write(bytes.length);
      else {
        write(0);
        write(bytes.length - 31, 11);
      }
      for (const byte of bytes) write(byte, 8);
      at += letters.length;
      continue;
    }
    at += 1;
  }
  return bits;
}

/** Words of the message: none is all light or all dark, so a word whose bits but the last are alike gets another last one. It is filled up with ones. */
function stuffed(bits: readonly Bit[], width: number): number[] {
  const words: number[] = [];
  const highest = (1 << width) - 2;
  for (let at = 0; at < bits.length;) {
    let word = 0;
    for (let offset = 0; offset < width; offset += 1) word = (word << 1) | (bits[at + offset] ?? 1);
    const lead = word & highest;
    if (lead === highest || lead === 0) {
      words.push(lead === 0 ? 1 : highest);
      at += width - 1;
    } else {
      words.push(word);
      at += width;
    }
  }
  return words;
}

/** Reed-Solomon check words, with roots from the first power of the primitive element on. */
function checkWords(words: readonly number[], count: number, width: number): number[] {
  const polynomial = FIELDS[width] ?? 0;
  const size = 1 << width;
  const powers = [1];
  for (let at = 1; at < size - 1; at += 1) {
    const next = (powers[at - 1] ?? 0) << 1;
    powers.push(next >= size ? next ^ polynomial : next);
  }
  const logs = new Map(powers.map((power, at) => [power, at]));
  const times = (a: number, b: number) =>
    a === 0 || b === 0 ? 0 : (powers[((logs.get(a) ?? 0) + (logs.get(b) ?? 0)) % (size - 1)] ?? 0);
  let generator = [1];
  for (let root = 1; root <= count; root += 1) {
    const by = powers[root % (size - 1)] ?? 0;
    generator = [...generator, 0].map((factor, at) => factor ^ times(generator[at - 1] ?? 0, by));
  }
  let rest = Array.from({ length: count }, () => 0);
  for (const word of words) {
    const lead = word ^ (rest[0] ?? 0);
    rest = rest.map((_, at) => (rest[at + 1] ?? 0) ^ times(lead, generator[at + 1] ?? 0));
  }
  return rest;
}

function drawn(shape: Shape, message: readonly Bit[], words: number): AztecSymbol {
  const { isCompact, layers } = shape;
  const inner = (isCompact ? 11 : 14) + 4 * layers;
  const half = Math.floor(inner / 2);
  // Larger symbols have a line of reference through the middle and every 16 modules from there.
  const size = isCompact ? inner : inner + 1 + 2 * Math.floor((half - 1) / 15);
  const middle = Math.floor(size / 2);
  const rows = Array.from({ length: size }, () => Array.from({ length: size }, () => false));
  const darken = (x: number, y: number) => {
    const row = rows[y];
    if (row !== undefined) row[x] = true;
  };
  /** Where a module of the message lies among those lines. */
  const placed = (at: number) => {
    if (isCompact) return at;
    const away = at < half ? half - 1 - at : at - half;
    const off = away + Math.floor(away / 15) + 1;
    return at < half ? middle - off : middle + off;
  };

  let next = 0;
  for (let layer = 0; layer < layers; layer += 1) {
    const side = (isCompact ? 9 : 12) + 4 * (layers - layer);
    const [near, far] = [2 * layer, inner - 1 - 2 * layer];
    // From the left edge downwards, around to the top edge, in dominoes from the outside to the inside.
    const spots: readonly ((along: number, across: number) => readonly [x: number, y: number])[] = [
      (along, across) => [near + across, near + along],
      (along, across) => [near + along, far - across],
      (along, across) => [far - across, far - along],
      (along, across) => [far - along, near + across],
    ];
    for (const spot of spots)
      for (let along = 0; along < side; along += 1)
        for (let across = 0; across < 2; across += 1) {
          const [x, y] = spot(along, across);
          if (message[next] === 1) darken(placed(x), placed(y));
          next += 1;
        }
  }

  if (!isCompact)
    for (let line = 0; line <= middle; line += 16)
      for (let at = middle % 2; at < size; at += 2)
        for (const near of [middle - line, middle + line]) {
          darken(near, at);
          darken(at, near);
        }
  drawMiddle(rows, middle, shape, words);
  return { size, rows };
}

/** The rings that are looked for, the marks of its corners, and what kind of symbol it is. */
function drawMiddle(rows: boolean[][], middle: number, { isCompact, layers }: Shape, words: number): void {
  const edge = isCompact ? 5 : 7;
  const set = (x: number, y: number, isDark: boolean) => {
    const row = rows[middle + y];
    if (row !== undefined) row[middle + x] = isDark;
  };
  for (let y = -edge; y <= edge; y += 1)
    for (let x = -edge; x <= edge; x += 1) {
      const ring = Math.max(Math.abs(x), Math.abs(y));
      if (ring < edge) set(x, y, ring % 2 === 0);
    }
  for (const [x, y] of [
    [-edge, -edge],
    [1 - edge, -edge],
    [-edge, 1 - edge],
    [edge, -edge],
    [edge, 1 - edge],
    [edge, edge - 1],
  ] as const)
    set(x, y, true);
  const told = isCompact
    ? [...binary(layers - 1, 2), ...binary(words - 1, 6)]
    : [...binary(layers - 1, 5), ...binary(words - 1, 11)];
  const nibbles = Array.from({ length: told.length / 4 }, (_, at) =>
    told.slice(4 * at, 4 * at + 4).reduce<number>((value, bit) => 2 * value + bit, 0),
  );
  const mode = [...nibbles, ...checkWords(nibbles, isCompact ? 5 : 6, 4)].flatMap((word) => binary(word, 4));
  const quarter = mode.length / 4;
  for (let at = 0; at < quarter; at += 1) {
    // The line of reference goes through the middle of a side.
    const along = isCompact ? at - 3 : at - 5 + Math.floor(at / 5);
    set(along, -edge, mode[at] === 1);
    set(edge, along, mode[quarter + at] === 1);
    set(-along, edge, mode[2 * quarter + at] === 1);
    set(-edge, -along, mode[3 * quarter + at] === 1);
  }
}
