import { resultTypeOf, type Parameter, type Signature, type ValueType } from '@docket/contracts/judge/signature';
import { indent, snake, words, type Driver } from '../driver.ts';
import { nodesNote } from '../nodes.ts';

const TYPES: Readonly<Record<ValueType['base'], string>> = {
  int: 'int',
  long: 'int',
  float: 'float',
  string: 'str',
  bool: 'bool',
  char: 'str',
  list: 'ListNode | None',
  tree: 'TreeNode | None',
  graph: 'list[list[int]]',
};

function typeOf({ base, dimensions }: ValueType): string {
  return dimensions === 0 ? TYPES[base] : `list[${typeOf({ base, dimensions: dimensions - 1 })}]`;
}

/** Annotations of nodes stay text: before Python 3.14 they would be looked up where the function is made. */
function annotation(type: ValueType | null): string {
  const text = type === null ? 'None' : typeOf(type);
  return text.includes('Node') ? `'${text}'` : text;
}

const NODES = `class ListNode:
    def __init__(self, val=0, next=None):
        self.val = val
        self.next = next

class TreeNode:
    def __init__(self, val=0, left=None, right=None):
        self.val = val
        self.left = left
        self.right = right
`;

/** Reading and writing by the C part of Python's own JSON module: the module itself takes longer to import than most cases to run. */
const SUPPORT = String.raw`
import builtins, os, sys
try:
    import _json
    class _Rules:
        strict = True
        object_hook = object_pairs_hook = parse_constant = None
        parse_float = float
        parse_int = int
        memo = {}
    _scan = _json.make_scanner(_Rules)
    _quoted = _json.encode_basestring
except (ImportError, AttributeError):
    import json
    _scan = json.JSONDecoder().raw_decode
    _quoted = lambda text: json.dumps(text, ensure_ascii=False)

builtins.ListNode = ListNode
builtins.TreeNode = TreeNode
_MOST_NODES = 2000000

def _read(base, dimensions, value):
    if dimensions > 0:
        return value if base in 'int long string bool char graph' else [_read(base, dimensions - 1, one) for one in value]
    if base == 'float':
        return float(value)
    if base == 'list':
        head = None
        for one in reversed(value):
            head = ListNode(one, head)
        return head
    if base == 'tree':
        return _read_tree(value)
    return value

def _read_tree(values):
    if not values:
        return None
    root = TreeNode(values[0])
    nodes, at = [root], 1
    for node in nodes:
        if at < len(values) and values[at] is not None:
            node.left = TreeNode(values[at])
            nodes.append(node.left)
        if at + 1 < len(values) and values[at + 1] is not None:
            node.right = TreeNode(values[at + 1])
            nodes.append(node.right)
        at += 2
        if at >= len(values):
            break
    return root

def _values_of_list(node):
    values = []
    while node is not None:
        if len(values) == _MOST_NODES:
            raise ValueError('the list does not end: a node leads back to one before it')
        values.append(node.val)
        node = node.next
    return values

def _values_of_tree(root):
    nodes, values = [root], []
    for node in nodes:
        if len(nodes) > _MOST_NODES:
            raise ValueError('the tree does not end: a node is below itself')
        values.append(None if node is None else node.val)
        if node is not None:
            nodes.append(node.left)
            nodes.append(node.right)
    while values and values[-1] is None:
        values.pop()
    return values

def _text(base, dimensions, value):
    if value is None:
        return '[]' if dimensions == 0 and base in ('list', 'tree') else 'null'
    if base == 'list' and dimensions == 0:
        return _text('int', 1, _values_of_list(value))
    if base == 'tree' and dimensions == 0:
        return _text('int', 1, _values_of_tree(value))
    if isinstance(value, (list, tuple)):
        if base == 'int' and dimensions == 1 and all(type(one) is int for one in value):
            return '[' + ','.join(map(str, value)) + ']'
        return '[' + ','.join(_text(base, dimensions - 1, one) for one in value) + ']'
    if value is True:
        return 'true'
    if value is False:
        return 'false'
    if isinstance(value, str):
        return _quoted(value)
    if isinstance(value, int):
        return int.__repr__(value)
    if isinstance(value, float):
        if value != value:
            return '"NaN"'
        return '"Infinity"' if value == float('inf') else '"-Infinity"' if value == -float('inf') else float.__repr__(value)
    raise TypeError('a ' + type(value).__name__ + ' was returned, which is no ' + base + '[]' * dimensions)

def _begin():
    with open(0, 'rb', closefd=False) as file:
        secret, *lines = file.read().decode().split('\n')
    nothing = os.open('/dev/null', os.O_RDONLY)
    os.dup2(nothing, 0)
    os.close(nothing)
    os.dup2(3, 200, False)
    os.close(3)
    write, end = os.write, os._exit
    def finish(text):
        for stream in (sys.stdout, sys.stderr):
            try:
                stream.flush()
            except (ValueError, OSError, AttributeError):
                pass
        frame = (secret + ' ' + text + '\n').encode()
        while frame:
            frame = frame[write(200, frame):]
        end(0)
    return lines, finish
`;

function typed(type: ValueType): string {
  return `'${type.base}', ${type.dimensions}`;
}

function functionMain(signature: Signature): string {
  const { name, parameters, returns, changes } = signature;
  const result = resultTypeOf(signature);
  const read = parameters
    .map(({ type }, i) => `    a${i} = _read(${typed(type)}, _scan(lines[${i}], 0)[0])\n`)
    .join('');
  const call = `solution.Solution().${snake(name)}(${parameters.map((_, i) => `a${i}`).join(', ')})`;
  const what = returns === null ? `a${parameters.findIndex((one) => one.name === changes)}` : 'result';
  return `${read}    result = ${call}\n    finish(_text(${result === null ? '' : typed(result)}, ${what}))\n`;
}

function classMain({ name, parameters, methods }: Signature): string {
  const types = (list: readonly Parameter[]): string => `[${list.map(({ type }) => `(${typed(type)})`).join(', ')}]`;
  const table = methods
    .map(
      (m) =>
        `        '${m.name}': ('${snake(m.name)}', ${types(m.parameters)}, ${m.returns === null ? 'None' : `(${typed(m.returns)})`}),\n`,
    )
    .join('');
  return `    names, given = _scan(lines[0], 0)[0], _scan(lines[1], 0)[0]
    methods = {\n${table}    }
    def read(types, values):
        return [_read(base, dimensions, one) for (base, dimensions), one in zip(types, values)]
    made = solution.${name}(*read(${types(parameters)}, given[0]))
    results = ['null']
    for index in range(1, len(names)):
        method, types, returns = methods[names[index]]
        result = getattr(made, method)(*read(types, given[index]))
        results.append('null' if returns is None else _text(*returns, result))
    finish('[' + ','.join(results) + ']')
`;
}

export const python: Driver = {
  name: 'Python',
  languages: ['python3', 'pypy3'],
  file: 'solution.py',
  naming: { value: snake, callable: snake },
  reserved: words(
    `False None True and as assert async await break class continue def del elif else except finally for from global if import in is lambda nonlocal not or
     pass raise return try while with yield self`,
  ),
  starter(signature) {
    const method = (name: string, list: readonly Parameter[], returns: ValueType | null): string =>
      `def ${name}(${['self', ...list.map((one) => `${snake(one.name)}: ${annotation(one.type)}`)].join(', ')}) -> ${annotation(returns)}:\n    pass\n`;
    const parts =
      signature.kind === 'class'
        ? [
            method('__init__', signature.parameters, null),
            ...signature.methods.map((m) => method(snake(m.name), m.parameters, m.returns)),
          ]
        : [method(snake(signature.name), signature.parameters, signature.returns)];
    return `${nodesNote(signature, NODES, '#')}class ${signature.kind === 'class' ? signature.name : 'Solution'}:\n${indent(parts.join('\n'), 4)}`;
  },
  program: (signature) => [
    {
      name: 'main.py',
      content: `${NODES}${SUPPORT}
def _main():
    lines, finish = _begin()
    sys.setrecursionlimit(200000)
    import solution
${signature.kind === 'class' ? classMain(signature) : functionMain(signature)}
_main()
`,
    },
  ],
};
