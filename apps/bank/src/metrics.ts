import { Gauge, type Registry } from '@docket/runtime/metrics';
import { z } from 'zod';
import type { Bank } from './bank.ts';

const countRow = z.object({ status: z.string(), count: z.int() });

/** How many payments and callbacks are in which state; counted when somebody asks. */
export function registerBankMetrics(registry: Registry, bank: Bank): void {
  for (const [table, help] of [
    ['payments', 'Payments by status'],
    ['callbacks', 'Callbacks by status'],
  ] as const) {
    registry.registerMetric(
      new Gauge({
        name: `bank_${table}`,
        help,
        labelNames: ['status'],
        registers: [],
        collect() {
          this.reset();
          for (const { status, count } of bank.store.all(
            countRow,
            `SELECT status, count(*) AS count FROM ${table} GROUP BY status`,
          ))
            this.set({ status }, count);
        },
      }),
    );
  }
}
