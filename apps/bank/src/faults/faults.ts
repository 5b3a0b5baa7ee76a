import { bankFaults, type BankFaults } from '@docket/contracts/bank/api';
import { z } from 'zod';
import type { Bank } from '../bank.ts';

const NAME = 'faults';
const keptRow = z.object({ value: z.string() });

/** What was read last of each bank: the switches are asked several times for each request, and seldom changed. */
const parsed = new WeakMap<Bank, { readonly value: string; readonly faults: BankFaults }>();

/** The switches as they are now. */
export function readFaults(bank: Bank): BankFaults {
  const value = bank.store.find(keptRow, 'SELECT value FROM kept WHERE name = :name', { name: NAME })?.value ?? '{}';
  const last = parsed.get(bank);
  if (last?.value === value) return last.faults;
  const faults = bankFaults.parse(JSON.parse(value));
  parsed.set(bank, { value, faults });
  return faults;
}

/** In a transaction of the caller. */
export function writeFaults(bank: Bank, faults: BankFaults): void {
  bank.store.run(
    `INSERT INTO kept (name, value) VALUES (:name, :value) ON CONFLICT (name) DO UPDATE SET value = excluded.value`,
    { name: NAME, value: JSON.stringify(faults) },
  );
}

/** Switches that count: all but `down`. */
type Groups = {
  [G in keyof BankFaults]: { [S in Exclude<keyof BankFaults[G], 'down'>]: NonNullable<BankFaults[G][S]> };
};

/**
 * The switch if it is on, counted down by one. In the transaction of what it changes, so that a fault that is rolled back was none.
 * @returns its settings, or undefined when it is off
 */
export function takeFault<G extends keyof Groups, S extends keyof Groups[G]>(
  bank: Bank,
  group: G,
  name: S,
): Groups[G][S] | undefined {
  const faults = readFaults(bank);
  const switches: Record<string, { times: number | null } | boolean | undefined> = faults[group];
  const found = switches[String(name)];
  if (typeof found !== 'object') return undefined;
  if (found.times !== null) {
    const { [String(name)]: _, ...others } = switches;
    const left = found.times > 1 ? { ...others, [name]: { ...found, times: found.times - 1 } } : others;
    writeFaults(bank, { ...faults, [group]: left });
  }
  return typed<Groups[G][S]>(found);
}

/** It was parsed by the schema that has this type at this place. */
function typed<T>(value: unknown): T {
  return value as T;
}
