import { z } from 'zod';
import { route } from './route.ts';

export const language = z.object({
  id: z.string(),
  name: z.string(),
  /** As the compiler or interpreter itself prints it. */
  version: z.string(),
  extensions: z.array(z.string()),
  compiled: z.boolean(),
  /** A hello-world's own cost here: time in ms and memory in bytes, measured at the worker's start. */
  floor: z.object({ cpuMs: z.number(), wallMs: z.number(), memoryBytes: z.number() }).nullable(),
  /** A small program to start from, and the mode an editor should use. */
  template: z.string(),
  /** The same where the program talks with the judge: reads a line at a time, and sends each of its own at once. */
  interactiveTemplate: z.string().optional(),
  editorMode: z.string(),
});
export type Language = z.infer<typeof language>;

export const listLanguages = route({
  method: 'GET',
  path: '/languages',
  access: 'public',
  scopes: ['submissions:write', 'runs:write'],
  status: 200,
  summary: 'Languages this installation can judge, with measured floors',
  response: z.object({ data: z.array(language) }),
  errors: [],
});
