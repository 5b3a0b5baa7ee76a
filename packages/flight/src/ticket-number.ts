const SERIAL_DIGITS = 10;

/**
 * Number of an e-ticket: the carrier's three digits and ten of its own (IATA Resolution 722f). @param serial 0 to 9,999,999,999
 * @throws RangeError for a code or serial that is none
 */
export function ticketNumber(ticketCode: string, serial: number): string {
  if (!/^\d{3}$/.test(ticketCode))
    throw new RangeError(`${JSON.stringify(ticketCode)} is not a carrier's three digits`);
  if (!Number.isSafeInteger(serial) || serial < 0 || serial >= 10 ** SERIAL_DIGITS)
    throw new RangeError(`${serial} is not a serial number of ten digits`);
  return `${ticketCode}${String(serial).padStart(SERIAL_DIGITS, '0')}`;
}

/** The digit that is printed behind a number: what the ten digits leave when they are divided by seven (unweighted modulus 7). @throws RangeError for what is no number of a ticket */
export function checkDigit(number: string): number {
  if (!/^\d{13}$/.test(number))
    throw new RangeError(`${JSON.stringify(number)} is not the number of a ticket, which has 13 digits`);
  return Number(number.slice(3)) % 7;
}
