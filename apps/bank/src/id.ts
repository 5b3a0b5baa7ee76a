import { newId } from '@docket/runtime/id';

/** `pay_0190…`: sorted by time, and short enough for the `tr` of a UPI link without its prefix (35 characters). */
export function idOf(kind: 'pay' | 'rfd' | 'pyo' | 'mov' | 'msg'): string {
  return `${kind}_${newId().replaceAll('-', '')}`;
}
