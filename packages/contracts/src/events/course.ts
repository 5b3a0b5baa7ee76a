import { z } from 'zod';

/**
 * Something of a course is another now. To its staff, and to the students whom it concerns, on their own channels; the routes of the course say what it is.
 * `grades`: points that somebody gave; what is handed in and judged tells itself.
 */
export const courseChanged = z.object({
  courseId: z.uuid(),
  what: z.enum(['course', 'roster', 'assignments', 'grades']),
});
