import { resultTypeOf, type Parameter, type Signature, type ValueType } from '@docket/contracts/judge/signature';
import { camel, indent, words, type Driver } from '../driver.ts';
import { nodesNote } from '../nodes.ts';
import { JAVA_WORDS } from './java.ts';

const TYPES: Readonly<Record<ValueType['base'], string>> = {
  int: 'Int',
  long: 'Long',
  float: 'Double',
  string: 'String',
  bool: 'Boolean',
  char: 'Char',
  list: 'ListNode?',
  tree: 'TreeNode?',
  graph: 'Array<IntArray>',
};

const PRIMITIVE = new Set<ValueType['base']>(['int', 'long', 'float', 'bool', 'char']);

function typeOf({ base, dimensions }: ValueType): string {
  if (dimensions === 0) return TYPES[base];
  if (dimensions === 1 && PRIMITIVE.has(base)) return `${TYPES[base]}Array`;
  return `Array<${typeOf({ base, dimensions: dimensions - 1 })}>`;
}

const NODES = `class ListNode(var \`val\`: Int = 0, var next: ListNode? = null)

class TreeNode(var \`val\`: Int = 0, var left: TreeNode? = null, var right: TreeNode? = null)
`;

const SUPPORT = String.raw`
    private var input = ByteArray(0)
    private var at = 0
    private var secret = ""
    private var channel: java.io.OutputStream? = null
    private const val MOST_NODES = 2000000

    private fun begin() {
        val bytes = java.io.ByteArrayOutputStream()
        val piece = ByteArray(65536)
        while (true) {
            val n = System.${'`in`'}.read(piece)
            if (n < 0) break
            bytes.write(piece, 0, n)
        }
        input = bytes.toByteArray()
        channel = java.io.FileOutputStream("/proc/self/fd/3")
        System.${'`in`'}.close()
        while (input[at] != '\n'.toByte()) at++
        secret = String(input, 0, at++, Charsets.UTF_8)
    }

    private fun finish(out: StringBuilder) {
        System.out.flush()
        System.err.flush()
        channel!!.write((secret + " " + out + "\n").toByteArray(Charsets.UTF_8))
        Runtime.getRuntime().halt(0)
    }

    private fun take(c: Char): Boolean {
        if (input[at] != c.toByte()) return false
        at++
        return true
    }

    private fun need(c: Char) {
        if (!take(c)) throw IllegalStateException("the case cannot be read")
    }

    private fun readLong(): Long {
        val minus = take('-')
        var v = 0L
        while (input[at] >= 48 && input[at] <= 57) v = v * 10 - (input[at++] - 48)
        return if (minus) v else -v
    }

    private fun readInt(): Int = readLong().toInt()

    private fun readDouble(): Double {
        val from = at
        while ("+-.eE0123456789".indexOf(input[at].toChar()) >= 0) at++
        return String(input, from, at - from, Charsets.ISO_8859_1).toDouble()
    }

    private fun readBoolean(): Boolean {
        val v = input[at] == 't'.toByte()
        at += if (v) 4 else 5
        return v
    }

    private fun readString(): String {
        need('"')
        val bytes = java.io.ByteArrayOutputStream()
        while (input[at] != '"'.toByte()) {
            var c = input[at++].toInt()
            if (c == 92) {
                c = input[at++].toInt()
                when (c.toChar()) {
                    'n' -> c = 10
                    't' -> c = 9
                    'r' -> c = 13
                    'b' -> c = 8
                    'f' -> c = 12
                    'u' -> { c = String(input, at, 4, Charsets.ISO_8859_1).toInt(16); at += 4 }
                }
            }
            bytes.write(c)
        }
        at++
        return String(bytes.toByteArray(), Charsets.UTF_8)
    }

    private fun readChar(): Char = readString()[0]

    private inline fun <T> readMany(one: () -> T): ArrayList<T> {
        val v = ArrayList<T>()
        need('[')
        if (take(']')) return v
        do v.add(one()) while (take(','))
        need(']')
        return v
    }

    private fun readInts(): IntArray {
        var v = IntArray(16)
        var n = 0
        need('[')
        if (take(']')) return IntArray(0)
        do {
            if (n == v.size) v = v.copyOf(2 * n)
            v[n++] = readInt()
        } while (take(','))
        need(']')
        return v.copyOf(n)
    }

    private fun readList(): ListNode? {
        var head: ListNode? = null
        for (v in readInts().reversed()) head = ListNode(v, head)
        return head
    }

    private fun readTree(): TreeNode? {
        need('[')
        if (take(']')) return null
        val root = TreeNode(readInt())
        val parents = java.util.ArrayDeque<TreeNode>()
        parents.add(root)
        var left = true
        while (take(',')) {
            var node: TreeNode? = null
            if (take('n')) at += 3
            else { node = TreeNode(readInt()); parents.add(node) }
            if (left) parents.peek().left = node else parents.poll().right = node
            left = !left
        }
        need(']')
        return root
    }

    private fun write(out: StringBuilder, v: Int) { out.append(v) }
    private fun write(out: StringBuilder, v: Long) { out.append(v) }
    private fun write(out: StringBuilder, v: Boolean) { out.append(v) }
    private fun write(out: StringBuilder, v: Char) { write(out, v.toString()) }
    private fun write(out: StringBuilder, v: Double) {
        if (v.isNaN() || v.isInfinite()) out.append('"').append(v).append('"') else out.append(v)
    }

    private fun write(out: StringBuilder, v: String) {
        out.append('"')
        for (c in v) {
            if (c == '"' || c == '\\') out.append('\\').append(c)
            else if (c < ' ') out.append(String.format("\\u%04x", c.toInt()))
            else out.append(c)
        }
        out.append('"')
    }

    private fun write(out: StringBuilder, v: ListNode?) {
        out.append('[')
        var count = 0
        var node = v
        while (node != null) {
            if (count++ == MOST_NODES) throw IllegalStateException("the list does not end: a node leads back to one before it")
            if (count > 1) out.append(',')
            out.append(node.${'`val`'})
            node = node.next
        }
        out.append(']')
    }

    private fun write(out: StringBuilder, v: TreeNode?) {
        val nodes = java.util.LinkedList<TreeNode?>()
        nodes.add(v)
        val nulls = StringBuilder()
        out.append('[')
        var count = 0
        while (nodes.size > 0) {
            val node = nodes.removeFirst()
            if (node == null) {
                nulls.append("null,")
                continue
            }
            if (count++ == MOST_NODES) throw IllegalStateException("the tree does not end: a node is below itself")
            out.append(nulls).append(node.${'`val`'}).append(',')
            nulls.setLength(0)
            nodes.add(node.left)
            nodes.add(node.right)
        }
        if (out[out.length - 1] == ',') out.setLength(out.length - 1)
        out.append(']')
    }
`;

const READERS: Readonly<Record<string, string>> = {
  Int: 'readInt()',
  Long: 'readLong()',
  Double: 'readDouble()',
  String: 'readString()',
  Boolean: 'readBoolean()',
  Char: 'readChar()',
  'ListNode?': 'readList()',
  'TreeNode?': 'readTree()',
  IntArray: 'readInts()',
};

function reading(type: ValueType): string {
  const known = READERS[typeOf(type)];
  if (known !== undefined) return known;
  if (type.base === 'graph' && type.dimensions === 0) return 'readMany { readInts() }.toTypedArray()';
  const inner = reading({ base: type.base, dimensions: type.dimensions - 1 });
  const primitive = type.dimensions === 1 && PRIMITIVE.has(type.base);
  return `readMany { ${inner} }.${primitive ? `to${typeOf(type)}` : 'toTypedArray'}()`;
}

function writing(type: ValueType, value: string, depth = 0): string {
  const dimensions = type.dimensions + (type.base === 'graph' ? 2 : 0);
  if (dimensions === 0) return `write(out, ${value})`;
  const inner: ValueType =
    type.dimensions > 0 ? { base: type.base, dimensions: type.dimensions - 1 } : { base: 'int', dimensions: 1 };
  const [first, one] = [`f${depth}`, `v${depth}`];
  return `out.append('['); var ${first} = true; for (${one} in ${value}) { if (!${first}) out.append(','); ${first} = false; ${writing(inner, one, depth + 1)} }; out.append(']')`;
}

function functionMain(signature: Signature): string {
  const { name, parameters, returns, changes } = signature;
  const result = resultTypeOf(signature);
  const read = parameters.map(({ type }, i) => `val a${i} = ${reading(type)}\nneed('\\n')\n`).join('');
  const call = `Solution().${name}(${parameters.map((_, i) => `a${i}`).join(', ')})`;
  const what = returns === null ? `a${parameters.findIndex((one) => one.name === changes)}` : 'result';
  return `${read}${returns === null ? '' : 'val result = '}${call}\n${result === null ? '' : writing(result, what)}\n`;
}

function classMain({ name, parameters, methods }: Signature): string {
  const read = (list: readonly Parameter[]): string =>
    list.map(({ type }, i) => `${i > 0 ? "need(','); " : ''}val a${i} = ${reading(type)}; `).join('');
  const given = (list: readonly Parameter[]): string => list.map((_, i) => `a${i}`).join(', ');
  const cases = methods.map((m) => {
    const call = `made.${m.name}(${given(m.parameters)})`;
    const done = m.returns === null ? `${call}; out.append("null")` : `val r = ${call}; ${writing(m.returns, 'r')}`;
    return `        "${m.name}" -> { ${read(m.parameters)}${done} }\n`;
  });
  return `val names = readMany { readString() }
need('\\n')
need('[')
need('[')
${read(parameters)}
need(']')
val made = ${name}(${given(parameters)})
out.append("[null")
for (i in 1 until names.size) {
    need(',')
    need('[')
    out.append(',')
    when (names[i]) {
${cases.join('')}    }
    need(']')
}
out.append(']')
`;
}

export const kotlin: Driver = {
  name: 'Kotlin',
  languages: ['kotlin'],
  file: 'Solution.kt',
  naming: { value: camel, callable: camel },
  reserved: words(`${JAVA_WORDS} as fun in is object typealias typeof val when`),
  starter(signature) {
    const list = (parameters: readonly Parameter[]): string =>
      parameters.map(({ name, type }) => `${name}: ${typeOf(type)}`).join(', ');
    const returns = (type: ValueType | null): string => (type === null ? '' : `: ${typeOf(type)}`);
    const todo = (type: ValueType | null): string => (type === null ? '    \n' : '    TODO()\n');
    const { name, parameters, methods } = signature;
    const parts = (signature.kind === 'class' ? methods : [signature]).map(
      (m) => `fun ${m.name}(${list(m.parameters)})${returns(m.returns)} {\n${todo(m.returns)}}\n`,
    );
    const top = signature.kind === 'class' ? `${name}(${list(parameters)})` : 'Solution';
    return `${nodesNote(signature, NODES, '//')}class ${top} {\n${indent(parts.join('\n'), 4)}}\n`;
  },
  program(signature) {
    const main = signature.kind === 'class' ? classMain(signature) : functionMain(signature);
    return [
      {
        name: 'Main.kt',
        content: `${NODES}\nobject Main {${SUPPORT}
    @JvmStatic
    fun main(args: Array<String>) {
        begin()
        val out = StringBuilder()
${indent(main, 8)}        finish(out)
    }
}
`,
      },
    ];
  },
};
