/** Letters are 10 to 35 (ISO 13616-1, 6.1). */
function digitsOf(text: string): string {
  return text.replace(/[A-Z]/g, (letter) => String(letter.charCodeAt(0) - 55));
}

/** The rest of a number of any length by 97 (ISO/IEC 7064, MOD 97-10). */
function mod97(digits: string): number {
  return Number(BigInt(digits) % 97n);
}

/** The IBAN of an account of this bank: as of a German bank whose code (eight digits) no bank has. */
const BANK_CODE = '99900001';
const COUNTRY = 'DE';

/** @param accountNumber ten digits */
export function ibanOf(accountNumber: string): string {
  const bban = `${BANK_CODE}${accountNumber}`;
  const check = 98 - mod97(digitsOf(`${bban}${COUNTRY}00`));
  return `${COUNTRY}${String(check).padStart(2, '0')}${bban}`;
}

/** Are the check digits of an IBAN of any country right (ISO 13616-1)? */
export function isIban(text: string): boolean {
  const iban = text.replaceAll(' ', '').toUpperCase();
  if (!/^[A-Z]{2}\d{2}[A-Z0-9]{11,30}$/.test(iban)) return false;
  return mod97(digitsOf(iban.slice(4) + iban.slice(0, 4))) === 1;
}

/** The bank's branch, in the form of the Reserve Bank of India: four letters, a zero, six digits or letters. */
export const IFSC = 'DOCK0000001';
