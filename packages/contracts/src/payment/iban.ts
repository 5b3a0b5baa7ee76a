/** Are the check digits of an IBAN without spaces right (ISO 13616, ISO 7064 MOD 97-10)? Which length a country has is not looked at. */
export function hasIbanDigits(iban: string): boolean {
  if (!/^[A-Z]{2}\d{2}[A-Z0-9]{11,30}$/.test(iban)) return false;
  const turned = iban.slice(4) + iban.slice(0, 4);
  // Letters are numbers from 10 on.
  const digits = turned.replaceAll(/[A-Z]/g, (letter) => String(letter.charCodeAt(0) - 55));
  return BigInt(digits) % 97n === 1n;
}
