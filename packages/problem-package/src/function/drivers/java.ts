import { resultTypeOf, type Parameter, type Signature, type ValueType } from '@docket/contracts/judge/signature';
import { camel, indent, words, type Driver } from '../driver.ts';
import { basesOf, nodesNote } from '../nodes.ts';

const TYPES: Readonly<Record<ValueType['base'], string>> = {
  int: 'int',
  long: 'long',
  float: 'double',
  string: 'String',
  bool: 'boolean',
  char: 'char',
  list: 'ListNode',
  tree: 'TreeNode',
  graph: 'int[][]',
};

function typeOf({ base, dimensions }: ValueType): string {
  return TYPES[base] + '[]'.repeat(dimensions);
}

function typed(type: ValueType | null): string {
  return type === null ? 'void' : typeOf(type);
}

const NODES = `class ListNode {
    int val;
    ListNode next;
    ListNode() {}
    ListNode(int val) { this.val = val; }
    ListNode(int val, ListNode next) { this.val = val; this.next = next; }
}

class TreeNode {
    int val;
    TreeNode left, right;
    TreeNode() {}
    TreeNode(int val) { this.val = val; }
    TreeNode(int val, TreeNode left, TreeNode right) { this.val = val; this.left = left; this.right = right; }
}
`;

/** Names are whole so that no class of the user's stands in for one of Java's. */
const SUPPORT = String.raw`
    static byte[] input;
    static int at;
    static String secret;
    static java.io.FileOutputStream channel;
    static final int MOST_NODES = 2000000;

    static void begin() throws java.io.IOException {
        input = java.lang.System.in.readAllBytes();
        channel = new java.io.FileOutputStream("/proc/self/fd/3");
        java.lang.System.in.close();
        while (input[at] != '\n') at++;
        secret = new String(input, 0, at++, java.nio.charset.StandardCharsets.UTF_8);
    }

    static void finish(StringBuilder out) throws java.io.IOException {
        java.lang.System.out.flush();
        java.lang.System.err.flush();
        // Not with +, for which the machine first makes a class.
        String frame = new StringBuilder(secret).append(' ').append(out).append('\n').toString();
        channel.write(frame.getBytes(java.nio.charset.StandardCharsets.UTF_8));
        Runtime.getRuntime().halt(0);
    }

    static boolean take(char c) {
        if (input[at] != c) return false;
        at++;
        return true;
    }

    static void need(char c) {
        if (!take(c)) throw new IllegalStateException("the case cannot be read");
    }

    static long readLong() {
        boolean minus = take('-');
        long v = 0;
        while (input[at] >= '0' && input[at] <= '9') v = v * 10 - (input[at++] - '0');
        return minus ? v : -v;
    }

    static int readInt() { return (int) readLong(); }

    static double readDouble() {
        int from = at;
        while ("+-.eE".indexOf(input[at]) >= 0 || (input[at] >= '0' && input[at] <= '9')) at++;
        return Double.parseDouble(new String(input, from, at - from, java.nio.charset.StandardCharsets.ISO_8859_1));
    }

    static boolean readBoolean() {
        boolean v = input[at] == 't';
        at += v ? 4 : 5;
        return v;
    }

    static String readString() {
        need('"');
        java.io.ByteArrayOutputStream bytes = new java.io.ByteArrayOutputStream();
        while (input[at] != '"') {
            int c = input[at++];
            if (c == '\\') {
                c = input[at++];
                if (c == 'n') c = '\n';
                else if (c == 't') c = '\t';
                else if (c == 'r') c = '\r';
                else if (c == 'b') c = '\b';
                else if (c == 'f') c = '\f';
                else if (c == 'u') {
                    c = Integer.parseInt(new String(input, at, 4, java.nio.charset.StandardCharsets.ISO_8859_1), 16);
                    at += 4;
                }
            }
            bytes.write(c);
        }
        at++;
        return new String(bytes.toByteArray(), java.nio.charset.StandardCharsets.UTF_8);
    }

    static char readChar() { return readString().charAt(0); }

    static int[] readInts() {
        int[] v = new int[16];
        int n = 0;
        need('[');
        if (take(']')) return new int[0];
        do {
            if (n == v.length) v = java.util.Arrays.copyOf(v, 2 * n);
            v[n++] = readInt();
        } while (take(','));
        need(']');
        return java.util.Arrays.copyOf(v, n);
    }

    static ListNode readList() {
        int[] v = readInts();
        ListNode head = null;
        for (int i = v.length - 1; i >= 0; i--) head = new ListNode(v[i], head);
        return head;
    }

    static TreeNode readTree() {
        need('[');
        if (take(']')) return null;
        TreeNode root = new TreeNode(readInt());
        java.util.ArrayDeque<TreeNode> parents = new java.util.ArrayDeque<>();
        parents.add(root);
        boolean left = true;
        while (take(',')) {
            TreeNode node = null;
            if (take('n')) at += 3;
            else parents.add(node = new TreeNode(readInt()));
            if (left) parents.peek().left = node;
            else parents.poll().right = node;
            left = !left;
        }
        need(']');
        return root;
    }

    static void write(StringBuilder out, int v) { out.append(v); }
    static void write(StringBuilder out, long v) { out.append(v); }
    static void write(StringBuilder out, boolean v) { out.append(v); }
    static void write(StringBuilder out, char v) { write(out, String.valueOf(v)); }
    static void write(StringBuilder out, double v) {
        if (Double.isNaN(v) || Double.isInfinite(v)) out.append('"').append(v).append('"');
        else out.append(v);
    }

    static void write(StringBuilder out, String v) {
        if (v == null) {
            out.append("null");
            return;
        }
        out.append('"');
        for (int i = 0; i < v.length(); i++) {
            char c = v.charAt(i);
            if (c == '"' || c == '\\') out.append('\\').append(c);
            else if (c < 32) out.append(String.format("\\u%04x", (int) c));
            else out.append(c);
        }
        out.append('"');
    }

    static void write(StringBuilder out, ListNode v) {
        out.append('[');
        int count = 0;
        for (ListNode node = v; node != null; node = node.next) {
            if (count++ == MOST_NODES) throw new IllegalStateException("the list does not end: a node leads back to one before it");
            if (node != v || count > 1) out.append(',');
            out.append(node.val);
        }
        out.append(']');
    }

    static void write(StringBuilder out, TreeNode v) {
        java.util.LinkedList<TreeNode> nodes = new java.util.LinkedList<>();
        nodes.add(v);
        StringBuilder nulls = new StringBuilder();
        out.append('[');
        int count = 0;
        while (!nodes.isEmpty()) {
            TreeNode node = nodes.poll();
            if (node == null) {
                nulls.append("null,");
                continue;
            }
            if (count++ == MOST_NODES) throw new IllegalStateException("the tree does not end: a node is below itself");
            out.append(nulls).append(node.val).append(',');
            nulls.setLength(0);
            nodes.add(node.left);
            nodes.add(node.right);
        }
        if (out.charAt(out.length() - 1) == ',') out.setLength(out.length() - 1);
        out.append(']');
    }
`;

const READERS: Readonly<Record<string, string>> = {
  int: 'readInt',
  'int[]': 'readInts',
  long: 'readLong',
  double: 'readDouble',
  String: 'readString',
  boolean: 'readBoolean',
  char: 'readChar',
  ListNode: 'readList',
  TreeNode: 'readTree',
};

/** The reader of a type by the name Java gives it. */
function readerOf(type: string): string {
  return READERS[type] ?? `read_${type.replaceAll('[]', 's')}`;
}

/** Readers and writers of all arrays that a signature has, and of those in them. */
function arrays(types: readonly ValueType[]): string {
  const needed = new Set<string>();
  for (const type of types)
    for (let name = typeOf(type); name.endsWith('[]'); name = name.slice(0, -2)) needed.add(name);
  return [...needed]
    .map((name) => {
      const element = name.slice(0, -2);
      const made = `new ${element.replace(/(\[\])*$/, '')}[0]${element.slice(element.replace(/(\[\])*$/, '').length)}`;
      const reader =
        name === 'int[]'
          ? ''
          : `
    static ${name} ${readerOf(name)}() {
        need('[');
        ${name} v = ${made};
        if (take(']')) return v;
        int n = 0;
        do {
            if (n == v.length) v = java.util.Arrays.copyOf(v, 2 * n + 1);
            v[n++] = ${readerOf(element)}();
        } while (take(','));
        need(']');
        return java.util.Arrays.copyOf(v, n);
    }
`;
      return `${reader}
    static void write(StringBuilder out, ${name} v) {
        if (v == null) {
            out.append("null");
            return;
        }
        out.append('[');
        for (int i = 0; i < v.length; i++) {
            if (i > 0) out.append(',');
            write(out, v[i]);
        }
        out.append(']');
    }
`;
    })
    .join('');
}

export function typesOf({ parameters, returns, methods }: Signature): readonly ValueType[] {
  return [
    ...parameters.map(({ type }) => type),
    ...(returns === null ? [] : [returns]),
    ...methods.flatMap((m) => [...m.parameters.map(({ type }) => type), ...(m.returns === null ? [] : [m.returns])]),
  ];
}

function functionMain(signature: Signature): string {
  const { name, parameters, returns, changes } = signature;
  const result = resultTypeOf(signature);
  const read = parameters
    .map(({ type }, i) => `${typeOf(type)} a${i} = ${readerOf(typeOf(type))}();\nneed('\\n');\n`)
    .join('');
  const call = `new Solution().${name}(${parameters.map((_, i) => `a${i}`).join(', ')})`;
  const what = returns === null ? `a${parameters.findIndex((one) => one.name === changes)}` : 'result';
  const kept = returns === null || result === null ? call : `${typeOf(result)} result = ${call}`;
  return `${read}${kept};\nwrite(out, ${what});\n`;
}

function classMain({ name, parameters, methods }: Signature): string {
  const read = (list: readonly Parameter[]): string =>
    list
      .map(({ type }, i) => `${i > 0 ? "need(','); " : ''}${typeOf(type)} a${i} = ${readerOf(typeOf(type))}(); `)
      .join('');
  const given = (list: readonly Parameter[]): string => list.map((_, i) => `a${i}`).join(', ');
  const cases = methods.map((m) => {
    const call = `made.${m.name}(${given(m.parameters)})`;
    const done = m.returns === null ? `${call}; out.append("null");` : `write(out, ${call});`;
    return `        case "${m.name}": { ${read(m.parameters)}${done} break; }\n`;
  });
  return `String[] names = readNames();
need('\\n');
need('[');
${name} made;
{ need('['); ${read(parameters)}made = new ${name}(${given(parameters)}); }
need(']');
out.append("[null");
for (int i = 1; i < names.length; i++) {
    need(',');
    need('[');
    out.append(',');
    switch (names[i]) {
${cases.join('')}    }
    need(']');
}
out.append(']');
`;
}

const NAMES = `
    static String[] readNames() {
        java.util.ArrayList<String> names = new java.util.ArrayList<>();
        need('[');
        do names.add(readString()); while (take(','));
        need(']');
        return names.toArray(new String[0]);
    }
`;

export const JAVA_WORDS = `abstract assert boolean break byte case catch char class const continue default do double else enum extends final finally float for goto
  if implements import instanceof int interface long native new package private protected public return short static strictfp super switch
  synchronized this throw throws transient try void volatile while true false null yield`;

export const java: Driver = {
  name: 'Java',
  languages: ['java'],
  file: 'Solution.java',
  naming: { value: camel, callable: camel },
  reserved: words(JAVA_WORDS),
  starter(signature) {
    const list = (parameters: readonly Parameter[]): string =>
      parameters.map(({ name, type }) => `${typeOf(type)} ${name}`).join(', ');
    const { name, parameters, methods } = signature;
    const parts =
      signature.kind === 'class'
        ? [
            `public ${name}(${list(parameters)}) {\n    \n}\n`,
            ...methods.map((m) => `public ${typed(m.returns)} ${m.name}(${list(m.parameters)}) {\n    \n}\n`),
          ]
        : [`public ${typed(signature.returns)} ${name}(${list(parameters)}) {\n    \n}\n`];
    const top = signature.kind === 'class' ? name : 'Solution';
    return `import java.util.*;\n\n${nodesNote(signature, NODES, '//')}class ${top} {\n${indent(parts.join('\n'), 4)}}\n`;
  },
  program(signature) {
    const { kind } = signature;
    const bases = basesOf(signature);
    const types = [...typesOf(signature), ...(bases.has('graph') ? [{ base: 'int', dimensions: 2 } as const] : [])];
    const main = kind === 'class' ? classMain(signature) : functionMain(signature);
    return [
      {
        name: 'Main.java',
        content: `${NODES}\nclass Main {${SUPPORT}${arrays(types)}${kind === 'class' ? NAMES : ''}
    public static void main(String[] args) throws Exception {
        begin();
        StringBuilder out = new StringBuilder();
${indent(main, 8)}        finish(out);
    }
}
`,
      },
    ];
  },
};
