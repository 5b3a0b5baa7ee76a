import type { Signature, ValueType } from '@docket/contracts/judge/signature';

/** How lists and trees are declared, as a comment above the user's code, where there are some. */
export function nodesNote(signature: Signature, declarations: string, comment: string): string {
  const bases = basesOf(signature);
  const parts = declarations.trim().split('\n\n');
  const shown = [...(bases.has('list') ? [parts[0]] : []), ...(bases.has('tree') ? [parts[1]] : [])];
  return shown
    .flatMap((part) => ['Given:', ...(part ?? '').split('\n')])
    .map((line) => `${comment} ${line}`.trimEnd() + '\n')
    .join('');
}

/** What the values of a signature are made of. */
export function basesOf({ parameters, returns, methods }: Signature): ReadonlySet<ValueType['base']> {
  const types = [
    ...parameters.map(({ type }) => type),
    returns,
    ...methods.flatMap((method) => [...method.parameters.map(({ type }) => type), method.returns]),
  ];
  return new Set(types.flatMap((type) => (type === null ? [] : [type.base])));
}
