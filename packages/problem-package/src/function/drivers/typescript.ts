import type { Parameter, ValueType } from '@docket/contracts/judge/signature';
import { camel, indent, type Driver } from '../driver.ts';
import { nodesNote } from '../nodes.ts';
import { NODE_FUNCTIONS, NODE_WORDS, nodeProgram, typeOf } from './javascript.ts';

const NODES = `class ListNode {
    val: number;
    next: ListNode | null;
    constructor(val?: number, next?: ListNode | null);
}

class TreeNode {
    val: number;
    left: TreeNode | null;
    right: TreeNode | null;
    constructor(val?: number, left?: TreeNode | null, right?: TreeNode | null);
}
`;

export const typescript: Driver = {
  name: 'TypeScript',
  languages: ['typescript'],
  file: 'solution.ts',
  naming: { value: camel, callable: camel },
  reserved: NODE_WORDS,
  functions: NODE_FUNCTIONS,
  starter(signature) {
    const list = (parameters: readonly Parameter[]): string =>
      parameters.map(({ name, type }) => `${name}: ${typeOf(type)}`).join(', ');
    const typed = (type: ValueType | null): string => (type === null ? 'void' : typeOf(type));
    const note = nodesNote(signature, NODES, '//');
    const { name, parameters, methods } = signature;
    if (signature.kind === 'function')
      return `${note}function ${name}(${list(parameters)}): ${typed(signature.returns)} {\n    \n}\n`;
    const parts = methods.map((m) => `${m.name}(${list(m.parameters)}): ${typed(m.returns)} {\n    \n}\n`);
    return `${note}class ${name} {\n${indent([`constructor(${list(parameters)}) {\n    \n}\n`, ...parts].join('\n'), 4)}}\n`;
  },
  program: (signature) => nodeProgram(signature, 'main.ts'),
};
