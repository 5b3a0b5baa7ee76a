/** A job that failed or cost a worker and is not done, or an event that Redis refused and has not taken: the rows of `outbox_troubled`. */
export const RETRYING = `done_at IS NULL AND dead_at IS NULL AND (failures > 0 OR crashes > 0) AND (topic = 'job' OR sent_at IS NULL)`;

/** Dead, and nobody has decided what becomes of it. */
export const DEAD = 'done_at IS NULL AND dead_at IS NOT NULL';
