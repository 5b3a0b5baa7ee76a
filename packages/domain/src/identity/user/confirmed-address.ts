/**
 * The one rule about addresses that nobody has confirmed (docs/adr/0042): what goes to an address, or is reached by it, is its owner's, so the address has to be
 * known to be. Asked wherever an account is found by its address and wherever something is mailed to it. Two mails go to other addresses: the
 * link that confirms one, and a link to reset the password, which confirms it as well.
 * @param users the name of `users` in the statement
 * @returns SQL: has this account confirmed its address?
 */
export const hasConfirmed = (users: string): string => `${users}.email_confirmed_at IS NOT NULL`;
