import { resultTypeOf, type Parameter, type Signature, type ValueType } from '@docket/contracts/judge/signature';
import { camel, indent, pascal, words, type Driver } from '../driver.ts';
import { basesOf, nodesNote } from '../nodes.ts';
import { typesOf } from './java.ts';

const TYPES: Readonly<Record<ValueType['base'], string>> = {
  int: 'int',
  long: 'long',
  float: 'double',
  string: 'string',
  bool: 'bool',
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

const NODES = `public class ListNode {
    public int val;
    public ListNode next;
    public ListNode(int val = 0, ListNode next = null) { this.val = val; this.next = next; }
}

public class TreeNode {
    public int val;
    public TreeNode left, right;
    public TreeNode(int val = 0, TreeNode left = null, TreeNode right = null) { this.val = val; this.left = left; this.right = right; }
}
`;

const SUPPORT = String.raw`
    [System.Runtime.InteropServices.DllImport("libc")] static extern int open(string path, int flags);
    [System.Runtime.InteropServices.DllImport("libc")] static extern int dup2(int from, int to);
    [System.Runtime.InteropServices.DllImport("libc")] static extern int close(int fd);
    [System.Runtime.InteropServices.DllImport("libc")] static extern System.IntPtr write(int fd, byte[] bytes, System.IntPtr count);
    [System.Runtime.InteropServices.DllImport("libc")] static extern void _exit(int status);

    static byte[] input;
    static int at;
    static string secret;
    const int MostNodes = 2000000;

    static void Begin() {
        using (var bytes = new System.IO.MemoryStream()) {
            System.Console.OpenStandardInput().CopyTo(bytes);
            input = bytes.ToArray();
        }
        int nothing = open("/dev/null", 0);
        dup2(nothing, 0);
        close(nothing);
        dup2(3, 200);
        close(3);
        while (input[at] != '\n') at++;
        secret = System.Text.Encoding.UTF8.GetString(input, 0, at++);
    }

    static void Finish(System.Text.StringBuilder result) {
        System.Console.Out.Flush();
        System.Console.Error.Flush();
        var frame = new System.Text.UTF8Encoding(false).GetBytes(secret + " " + result + "\n");
        while (frame.Length > 0) {
            int n = (int)write(200, frame, (System.IntPtr)frame.Length);
            if (n <= 0) break;
            var rest = new byte[frame.Length - n];
            System.Array.Copy(frame, n, rest, 0, rest.Length);
            frame = rest;
        }
        _exit(0);
    }

    static bool Take(char c) {
        if (input[at] != c) return false;
        at++;
        return true;
    }

    static void Need(char c) {
        if (!Take(c)) throw new System.InvalidOperationException("the case cannot be read");
    }

    static string Number() {
        int from = at;
        while ("+-.eE0123456789".IndexOf((char)input[at]) >= 0) at++;
        return System.Text.Encoding.ASCII.GetString(input, from, at - from);
    }

    static long ReadLong() {
        bool minus = Take('-');
        long v = 0;
        while (input[at] >= '0' && input[at] <= '9') v = v * 10 - (input[at++] - '0');
        return minus ? v : -v;
    }

    static int ReadInt() { return (int)ReadLong(); }
    static double ReadDouble() { return double.Parse(Number(), System.Globalization.CultureInfo.InvariantCulture); }

    static bool ReadBool() {
        bool v = input[at] == 't';
        at += v ? 4 : 5;
        return v;
    }

    static string ReadString() {
        Need('"');
        var bytes = new System.Collections.Generic.List<byte>();
        while (input[at] != '"') {
            byte c = input[at++];
            if (c == '\\') {
                c = input[at++];
                if (c == 'n') c = 10;
                else if (c == 't') c = 9;
                else if (c == 'r') c = 13;
                else if (c == 'b') c = 8;
                else if (c == 'f') c = 12;
                else if (c == 'u') {
                    c = System.Convert.ToByte(System.Text.Encoding.ASCII.GetString(input, at + 2, 2), 16);
                    at += 4;
                }
            }
            bytes.Add(c);
        }
        at++;
        return System.Text.Encoding.UTF8.GetString(bytes.ToArray());
    }

    static char ReadChar() { return ReadString()[0]; }

    static T[] ReadMany<T>(System.Func<T> one) {
        var v = new System.Collections.Generic.List<T>();
        Need('[');
        if (Take(']')) return v.ToArray();
        do v.Add(one()); while (Take(','));
        Need(']');
        return v.ToArray();
    }

    static ListNode ReadList() {
        var v = ReadMany(ReadInt);
        ListNode head = null;
        for (int i = v.Length - 1; i >= 0; i--) head = new ListNode(v[i], head);
        return head;
    }

    static TreeNode ReadTree() {
        Need('[');
        if (Take(']')) return null;
        var root = new TreeNode(ReadInt());
        var parents = new System.Collections.Generic.Queue<TreeNode>();
        parents.Enqueue(root);
        bool left = true;
        while (Take(',')) {
            TreeNode node = null;
            if (Take('n')) at += 3;
            else parents.Enqueue(node = new TreeNode(ReadInt()));
            if (left) parents.Peek().left = node;
            else parents.Dequeue().right = node;
            left = !left;
        }
        Need(']');
        return root;
    }

    static void Write(System.Text.StringBuilder result, int v) { result.Append(v); }
    static void Write(System.Text.StringBuilder result, long v) { result.Append(v); }
    static void Write(System.Text.StringBuilder result, bool v) { result.Append(v ? "true" : "false"); }
    static void Write(System.Text.StringBuilder result, char v) { Write(result, v.ToString()); }
    static void Write(System.Text.StringBuilder result, double v) {
        if (double.IsNaN(v)) result.Append("\"NaN\"");
        else if (double.IsInfinity(v)) result.Append(v > 0 ? "\"Infinity\"" : "\"-Infinity\"");
        else result.Append(v.ToString("R", System.Globalization.CultureInfo.InvariantCulture));
    }

    static void Write(System.Text.StringBuilder result, string v) {
        if (v == null) {
            result.Append("null");
            return;
        }
        result.Append('"');
        foreach (char c in v) {
            if (c == '"' || c == '\\') result.Append('\\').Append(c);
            else if (c < 32) result.Append("\\u").Append(((int)c).ToString("x4"));
            else result.Append(c);
        }
        result.Append('"');
    }

    static void Write(System.Text.StringBuilder result, ListNode v) {
        int count = 0;
        result.Append('[');
        for (var node = v; node != null; node = node.next) {
            if (count == MostNodes) throw new System.InvalidOperationException("the list does not end: a node leads back to one before it");
            if (count++ > 0) result.Append(',');
            result.Append(node.val);
        }
        result.Append(']');
    }

    static void Write(System.Text.StringBuilder result, TreeNode v) {
        var nodes = new System.Collections.Generic.Queue<TreeNode>();
        nodes.Enqueue(v);
        int count = 0, nulls = 0;
        result.Append('[');
        while (nodes.Count > 0) {
            var node = nodes.Dequeue();
            if (node == null) {
                nulls++;
                continue;
            }
            if (count == MostNodes) throw new System.InvalidOperationException("the tree does not end: a node is below itself");
            for (; nulls > 0; nulls--) result.Append(",null");
            if (count++ > 0) result.Append(',');
            result.Append(node.val);
            nodes.Enqueue(node.left);
            nodes.Enqueue(node.right);
        }
        result.Append(']');
    }
`;

const READERS: Readonly<Record<ValueType['base'], string>> = {
  int: 'ReadInt',
  long: 'ReadLong',
  float: 'ReadDouble',
  string: 'ReadString',
  bool: 'ReadBool',
  char: 'ReadChar',
  list: 'ReadList',
  tree: 'ReadTree',
  graph: '',
};

function reading({ base, dimensions }: ValueType): string {
  if (base === 'graph') return reading({ base: 'int', dimensions: dimensions + 2 });
  if (dimensions === 0) return `${READERS[base]}()`;
  const inner: ValueType = { base, dimensions: dimensions - 1 };
  return `ReadMany<${typeOf(inner)}>(() => ${reading(inner)})`;
}

function writers(types: readonly ValueType[]): string {
  const needed = new Set<string>();
  for (const type of types)
    for (let name = typeOf(type); name.endsWith('[]'); name = name.slice(0, -2)) needed.add(name);
  return [...needed]
    .map(
      (name) => `
    static void Write(System.Text.StringBuilder result, ${name} v) {
        if (v == null) {
            result.Append("null");
            return;
        }
        result.Append('[');
        for (int i = 0; i < v.Length; i++) {
            if (i > 0) result.Append(',');
            Write(result, v[i]);
        }
        result.Append(']');
    }
`,
    )
    .join('');
}

function functionMain(signature: Signature): string {
  const { name, parameters, returns, changes } = signature;
  const result = resultTypeOf(signature);
  const read = parameters.map(({ type }, i) => `${typeOf(type)} a${i} = ${reading(type)};\nNeed('\\n');\n`).join('');
  const call = `new Solution().${pascal(name)}(${parameters.map((_, i) => `a${i}`).join(', ')})`;
  const what = returns === null ? `a${parameters.findIndex((one) => one.name === changes)}` : 'r';
  const kept = returns === null || result === null ? call : `${typeOf(result)} r = ${call}`;
  return `${read}${kept};\nWrite(result, ${what});\n`;
}

function classMain({ name, parameters, methods }: Signature): string {
  const read = (list: readonly Parameter[]): string =>
    list.map(({ type }, i) => `${i > 0 ? "Need(','); " : ''}${typeOf(type)} a${i} = ${reading(type)}; `).join('');
  const given = (list: readonly Parameter[]): string => list.map((_, i) => `a${i}`).join(', ');
  const cases = methods.map((m) => {
    const call = `made.${pascal(m.name)}(${given(m.parameters)})`;
    const done = m.returns === null ? `${call}; result.Append("null");` : `Write(result, ${call});`;
    return `        case "${m.name}": { ${read(m.parameters)}${done} break; }\n`;
  });
  return `string[] names = ReadMany<string>(ReadString);
Need('\\n');
Need('[');
${name} made;
{ Need('['); ${read(parameters)}made = new ${name}(${given(parameters)}); }
Need(']');
result.Append("[null");
for (int i = 1; i < names.Length; i++) {
    Need(',');
    Need('[');
    result.Append(',');
    switch (names[i]) {
${cases.join('')}    }
    Need(']');
}
result.Append(']');
`;
}

export const csharp: Driver = {
  name: 'C#',
  languages: ['csharp'],
  file: 'Solution.cs',
  naming: { value: camel, callable: pascal },
  reserved: words(
    `abstract as base bool break byte case catch char checked class const continue decimal default delegate do double else enum event explicit extern false
     finally fixed float for foreach goto if implicit in int interface internal is lock long namespace new null object operator out override params
     private protected public readonly ref return sbyte sealed short sizeof stackalloc static string struct switch this throw true try typeof uint
     ulong unchecked unsafe ushort using virtual void volatile while`,
  ),
  starter(signature) {
    const list = (parameters: readonly Parameter[]): string =>
      parameters.map(({ name, type }) => `${typeOf(type)} ${name}`).join(', ');
    const { name, parameters, methods } = signature;
    const parts = (signature.kind === 'class' ? methods : [signature]).map(
      (m) => `public ${typed(m.returns)} ${pascal(m.name)}(${list(m.parameters)}) {\n    \n}\n`,
    );
    const made = signature.kind === 'class' ? [`public ${name}(${list(parameters)}) {\n    \n}\n`] : [];
    const top = signature.kind === 'class' ? name : 'Solution';
    return `using System;\nusing System.Collections.Generic;\nusing System.Linq;\n\n${nodesNote(signature, NODES, '//')}public class ${top} {\n${indent([...made, ...parts].join('\n'), 4)}}\n`;
  },
  program(signature) {
    const types = [
      ...typesOf(signature),
      ...(basesOf(signature).has('graph') ? [{ base: 'int', dimensions: 2 } as const] : []),
    ];
    const main = signature.kind === 'class' ? classMain(signature) : functionMain(signature);
    return [
      {
        name: 'Main.cs',
        content: `${NODES}\nstatic class DocketDriver {${SUPPORT}${writers(types)}
    static void Main() {
        Begin();
        var result = new System.Text.StringBuilder();
${indent(main, 8)}        Finish(result);
    }
}
`,
      },
    ];
  },
};
