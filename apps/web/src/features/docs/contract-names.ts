import names from 'virtual:contract-names';
import type { ContractName } from './examples.ts';

/** What the SDK calls an operation, by its method and path as the document writes them. */
export function contractOf(method: string, path: string): ContractName | undefined {
  return names[`${method} ${path.replaceAll(/\{(\w+)\}/g, ':$1')}`];
}
