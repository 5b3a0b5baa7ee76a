/** A mail as it goes out: plain text, which every reader shows. */
export type OutgoingMail = { readonly to: string; readonly subject: string; readonly text: string };

/** The way out for mail; `packages/providers` has them. */
export type Mailer = {
  /** @throws where it was not taken; it is then tried again */
  readonly send: (mail: OutgoingMail) => Promise<void>;
};
