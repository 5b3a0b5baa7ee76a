-- Apart, because it reads every show.
ALTER TABLE shows VALIDATE CONSTRAINT shows_refund;
