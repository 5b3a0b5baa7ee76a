import type { Subject } from '../reservation/subject.ts';

/** Works in a room have bought its nights as soon as they hold them; a hold that runs out is nothing that anybody waits for. */
export const maintenanceSubject: Subject = { lock: async (_tx, ids) => ids, end: async () => undefined };
