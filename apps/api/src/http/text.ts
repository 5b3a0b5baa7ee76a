import { DocketError } from '@docket/contracts/errors';

/** Paths whose faults have a code of their own, decided by the rules of submissions. */
const SOURCE_CODE = /^body\.(code|files\.\d+\.content)$/;

/**
 * Refuses U+0000 and half surrogate pairs anywhere in a parsed value: JSON can escape both, no database text and no file can hold them.
 * Source code is left to the rule that knows about source code.
 * @throws DocketError `invalid_request` naming the first such field.
 */
export function refuseUnstorableText(value: unknown, root: 'body' | 'query' | 'params'): void {
  const left: [unknown, string][] = [[value, root]];
  for (let next = left.pop(); next !== undefined; next = left.pop()) {
    const [part, path] = next;
    if (typeof part === 'string') {
      const fault = faultOf(part);
      if (fault !== null && !SOURCE_CODE.test(path)) throw refused(path, fault);
    } else if (typeof part === 'object' && part !== null) {
      for (const [key, inner] of Object.entries(part)) {
        if (faultOf(key) !== null) throw refused(path, 'must not have such a name in it');
        left.push([inner, `${path}.${key}`]);
      }
    }
  }
}

function faultOf(text: string): string | null {
  if (text.includes('\0')) return 'must not hold NUL characters';
  return text.isWellFormed() ? null : 'must be valid Unicode (it holds half a surrogate pair)';
}

function refused(path: string, message: string): DocketError {
  return new DocketError('invalid_request', `${path} ${message}.`, { fields: [{ path, message }] });
}
