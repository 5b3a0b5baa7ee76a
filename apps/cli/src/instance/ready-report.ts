import { z } from 'zod';

const report = z.object({
  installation: z.string().optional(),
  checks: z.array(z.object({ name: z.string(), ok: z.boolean(), error: z.string().optional() })),
});

/** What a service of ours says at `/readyz`; undefined for anything else that answers there. */
export function readReport(text: string): z.infer<typeof report> | undefined {
  try {
    return report.safeParse(JSON.parse(text)).data;
  } catch {
    return undefined;
  }
}
