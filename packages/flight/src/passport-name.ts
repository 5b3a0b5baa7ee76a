/** Latin letters that are not A to Z, as machine-readable travel documents write them (ICAO Doc 9303, part 3, section 6, table A). */
const LATIN: Readonly<Record<string, string>> = {
  Ä: 'AE',
  Å: 'AA',
  Æ: 'AE',
  Ð: 'D',
  Đ: 'D',
  Ñ: 'N',
  Ö: 'OE',
  Ø: 'OE',
  Ü: 'UE',
  Þ: 'TH',
  ẞ: 'SS',
  Ħ: 'H',
  Ĳ: 'IJ',
  Ł: 'L',
  Ŀ: 'L',
  Ŋ: 'N',
  Œ: 'OE',
  Ŧ: 'T',
  ı: 'I',
  ĸ: 'K',
};

/** Cyrillic letters (the same, table B). */
const CYRILLIC: Readonly<Record<string, string>> = {
  А: 'A', Б: 'B', В: 'V', Г: 'G', Д: 'D', Е: 'E', Ё: 'E', Ж: 'ZH', З: 'Z', И: 'I', І: 'I', Й: 'I', К: 'K', Л: 'L', М: 'M', Н: 'N',
  О: 'O', П: 'P', Р: 'R', С: 'S', Т: 'T', У: 'U', Ф: 'F', Х: 'KH', Ц: 'TS', Ч: 'CH', Ш: 'SH', Щ: 'SHCH', Ы: 'Y', Ъ: 'IE', Э: 'E', Ю: 'IU',
  Я: 'IA', Ь: '', Ў: 'U', Є: 'IE', Ї: 'I', Ґ: 'G', Ђ: 'D', Ѕ: 'DZ', Ј: 'J', Ќ: 'K', Љ: 'LJ', Њ: 'NJ', Һ: 'C', Џ: 'DZ',
}; // prettier-ignore

/** Longest name field of a passport's machine-readable zone (TD3), with the two fillers between surname and given names. */
const FIELD = 39;

export type PassportName = {
  /** A to Z with single spaces, as tickets carry it. */
  readonly surname: string;
  readonly given: string;
};

export type NameFault = {
  readonly field: 'surname' | 'given';
  readonly code: 'empty' | 'letter' | 'too_long';
  readonly letter?: string;
};

/**
 * A name as a passport's machine-readable zone and tickets carry it. Apostrophes and full stops are left out, hyphens and spaces are one space.
 * @returns the name, or what no passport can carry of it. Chinese, Arabic and other scripts have to be given as the passport writes them in Latin letters.
 */
export function passportName(name: PassportName): PassportName | NameFault {
  const surname = written('surname', name.surname);
  if (typeof surname !== 'string') return surname;
  const given = written('given', name.given);
  if (typeof given !== 'string') return given;
  if (surname.length + 2 + given.length > FIELD)
    return { field: surname.length > FIELD - 2 - 1 ? 'surname' : 'given', code: 'too_long' };
  return { surname, given };
}

function written(field: 'surname' | 'given', text: string): string | NameFault {
  let out = '';
  for (const letter of text.normalize('NFC').toUpperCase().replaceAll('ß', 'ẞ')) {
    const carried = carriedAs(letter);
    if (carried === undefined) return { field, code: 'letter', letter };
    out += carried;
  }
  const name = out.replaceAll(/ +/g, ' ').trim();
  return name === '' ? { field, code: 'empty' } : name;
}

function carriedAs(letter: string): string | undefined {
  if (/^[A-Z]$/.test(letter)) return letter;
  if (/^[\s\-‐‑–]$/.test(letter)) return ' ';
  if (/^['’ʼ.`]$/.test(letter)) return '';
  const known = LATIN[letter] ?? CYRILLIC[letter];
  if (known !== undefined) return known;
  // Whatever marks a letter of A to Z has above or below it.
  const plain = letter.normalize('NFD').replaceAll(/\p{Mn}/gu, '');
  return /^[A-Z]$/.test(plain) ? plain : CYRILLIC[plain];
}
