import { resultTypeOf, type Parameter, type Signature, type ValueType } from '@docket/contracts/judge/signature';
import { camel, words, type Driver } from '../driver.ts';
import { nodesNote } from '../nodes.ts';

const TYPES: Readonly<Record<ValueType['base'], string>> = {
  int: 'int',
  long: 'long long',
  float: 'double',
  string: 'string',
  bool: 'bool',
  char: 'char',
  list: 'ListNode*',
  tree: 'TreeNode*',
  graph: 'vector<vector<int>>',
};

function typeOf({ base, dimensions }: ValueType): string {
  return dimensions === 0 ? TYPES[base] : `vector<${typeOf({ base, dimensions: dimensions - 1 })}>`;
}

/** What is large, and what is changed, is handed over as it is. */
function parameterOf(changes: string | null): (one: Parameter) => string {
  return ({ name, type }) => {
    const byReference = type.dimensions > 0 || type.base === 'graph' || name === changes;
    return `${typeOf(type)}${byReference ? '&' : ''} ${name}`;
  };
}

const NODES = `struct ListNode {
    int val;
    ListNode *next;
    ListNode(int val = 0, ListNode *next = nullptr) : val(val), next(next) {}
};

struct TreeNode {
    int val;
    TreeNode *left, *right;
    TreeNode(int val = 0, TreeNode *left = nullptr, TreeNode *right = nullptr) : val(val), left(left), right(right) {}
};
`;

const SUPPORT = String.raw`
#include <fcntl.h>
#include <unistd.h>
namespace docket_driver {
static string input, secret;
static size_t at;
static int channel;

/* Before anything of the user's, also what is made before main. */
static struct Start {
    Start() {
        char piece[65536];
        for (ssize_t n; (n = ::read(0, piece, sizeof piece)) > 0;) input.append(piece, (size_t)n);
        int nothing = open("/dev/null", O_RDONLY);
        dup2(nothing, 0);
        close(nothing);
        channel = fcntl(3, F_DUPFD_CLOEXEC, 200);
        close(3);
        at = input.find('\n') + 1;
        secret = input.substr(0, at - 1);
    }
} start;

static bool take(char c) {
    if (input[at] != c) return false;
    at++;
    return true;
}
static void need(char c) {
    if (!take(c)) throw runtime_error("the case cannot be read");
}

template <class T> struct Codec;
template <> struct Codec<long long> {
    static long long read() {
        char *end;
        long long v = strtoll(&input[at], &end, 10);
        at = (size_t)(end - &input[0]);
        return v;
    }
    static void write(string& out, long long v) { out += to_string(v); }
};
template <> struct Codec<int> {
    static int read() { return (int)Codec<long long>::read(); }
    static void write(string& out, int v) { out += to_string(v); }
};
template <> struct Codec<double> {
    static double read() {
        char *end;
        double v = strtod(&input[at], &end);
        at = (size_t)(end - &input[0]);
        return v;
    }
    static void write(string& out, double v) {
        if (v != v) { out += "\"NaN\""; return; }
        if (v - v != 0) { out += v > 0 ? "\"Infinity\"" : "\"-Infinity\""; return; }
        char text[64];
        out.append(text, to_chars(text, text + sizeof text, v).ptr);
    }
};
template <> struct Codec<bool> {
    static bool read() { bool v = input[at] == 't'; at += v ? 4 : 5; return v; }
    static void write(string& out, bool v) { out += v ? "true" : "false"; }
};
template <> struct Codec<string> {
    static string read() {
        string v;
        need('"');
        while (input[at] != '"') {
            char c = input[at++];
            if (c == '\\') {
                c = input[at++];
                if (c == 'n') c = '\n';
                else if (c == 't') c = '\t';
                else if (c == 'r') c = '\r';
                else if (c == 'b') c = '\b';
                else if (c == 'f') c = '\f';
                else if (c == 'u') { c = (char)strtol(input.substr(at, 4).c_str(), nullptr, 16); at += 4; }
            }
            v += c;
        }
        at++;
        return v;
    }
    static void write(string& out, const string& v) {
        out += '"';
        for (unsigned char c : v) {
            if (c == '"' || c == '\\') { out += '\\'; out += (char)c; }
            else if (c < 32) { char text[8]; snprintf(text, sizeof text, "\\u%04x", c); out += text; }
            else out += (char)c;
        }
        out += '"';
    }
};
template <> struct Codec<char> {
    static char read() { return Codec<string>::read()[0]; }
    static void write(string& out, char v) { Codec<string>::write(out, string(1, v)); }
};
template <class T> struct Codec<vector<T>> {
    static vector<T> read() {
        vector<T> v;
        need('[');
        if (take(']')) return v;
        do v.push_back(Codec<T>::read()); while (take(','));
        need(']');
        return v;
    }
    static void write(string& out, const vector<T>& v) {
        out += '[';
        for (size_t i = 0; i < v.size(); i++) {
            if (i) out += ',';
            Codec<T>::write(out, v[i]);
        }
        out += ']';
    }
};
static const size_t MOST_NODES = 2000000;
template <> struct Codec<ListNode *> {
    static ListNode *read() {
        ListNode first, *last = &first;
        for (int v : Codec<vector<int>>::read()) last = last->next = new ListNode(v);
        return first.next;
    }
    static void write(string& out, const ListNode *v) {
        vector<int> values;
        for (; v; v = v->next) {
            if (values.size() == MOST_NODES) throw runtime_error("the list does not end: a node leads back to one before it");
            values.push_back(v->val);
        }
        Codec<vector<int>>::write(out, values);
    }
};
template <> struct Codec<TreeNode *> {
    static TreeNode *read() {
        TreeNode *root = nullptr;
        deque<TreeNode **> places{&root};
        need('[');
        if (take(']')) return root;
        do {
            TreeNode **place = places.front();
            places.pop_front();
            if (take('n')) { at += 3; continue; }
            *place = new TreeNode(Codec<int>::read());
            places.push_back(&(*place)->left);
            places.push_back(&(*place)->right);
        } while (take(','));
        need(']');
        return root;
    }
    static void write(string& out, const TreeNode *v) {
        deque<const TreeNode *> left{v};
        string nulls, text;
        size_t count = 0;
        for (; !left.empty(); left.pop_front()) {
            const TreeNode *node = left.front();
            if (!node) { nulls += "null,"; continue; }
            if (++count > MOST_NODES) throw runtime_error("the tree does not end: a node is below itself");
            text += nulls + to_string(node->val) + ',';
            nulls.clear();
            left.push_back(node->left);
            left.push_back(node->right);
        }
        if (!text.empty()) text.pop_back();
        out += '[' + text + ']';
    }
};

/* Before main's own: user's macros do not reach it. */
[[noreturn]] static void finish(const string& result) {
    cout.flush();
    fflush(stdout);
    cerr.flush();
    string frame = secret + ' ' + result + '\n';
    for (size_t done = 0; done < frame.size();) {
        ssize_t n = ::write(channel, &frame[done], frame.size() - done);
        if (n <= 0) break;
        done += (size_t)n;
    }
    _exit(0);
}
static void line() { need('\n'); }
typedef string Text;
}
`;

function aliases(types: readonly (readonly [string, ValueType])[]): string {
  return `namespace docket_driver {\n${types.map(([name, type]) => `typedef ${typeOf(type)} ${name};\n`).join('')}}\n`;
}

const D = 'docket_driver::';

function functionProgram(signature: Signature): { readonly before: string; readonly main: string } {
  const { name, parameters, returns, changes } = signature;
  const result = resultTypeOf(signature);
  const before = aliases([
    ...parameters.map(({ type }, index) => [`A${index}`, type] as const),
    ...(result === null ? [] : [['R', result] as const]),
  ]);
  const read = parameters.map((_, i) => `    ${D}A${i} a${i} = ${D}Codec<${D}A${i}>::read(); ${D}line();\n`).join('');
  const call = `Solution().${name}(${parameters.map((_, i) => `a${i}`).join(', ')})`;
  const kept = returns === null ? `    ${call};\n` : `    ${D}R r = ${call};\n`;
  const what = returns === null ? `a${parameters.findIndex((one) => one.name === changes)}` : 'r';
  return { before, main: `${read}${kept}    ${D}Codec<${D}R>::write(out, ${what});\n` };
}

function classProgram({ name, parameters, methods }: Signature): { readonly before: string; readonly main: string } {
  const types = [
    ...parameters.map(({ type }, i) => [`C${i}`, type] as const),
    ...methods.flatMap((method, m) => [
      ...method.parameters.map(({ type }, i) => [`M${m}_${i}`, type] as const),
      ...(method.returns === null ? [] : [[`R${m}`, method.returns] as const]),
    ]),
  ];
  const read = (list: readonly Parameter[], prefix: string): string =>
    list
      .map(
        (_, i) => `${i > 0 ? `${D}need(','); ` : ''}${D}${prefix}${i} a${i} = ${D}Codec<${D}${prefix}${i}>::read(); `,
      )
      .join('');
  const given = (list: readonly Parameter[]): string => list.map((_, i) => `a${i}`).join(', ');
  const cases = methods.map((method, m) => {
    const call = `object->${method.name}(${given(method.parameters)})`;
    const done =
      method.returns === null
        ? `${call}; out += "null";`
        : `${D}R${m} r = ${call}; ${D}Codec<${D}R${m}>::write(out, r);`;
    return `        ${m > 0 ? 'else ' : ''}if (names[i] == "${method.name}") { ${read(method.parameters, `M${m}_`)}${done} }\n`;
  });
  return {
    before: aliases(types),
    main:
      `    auto names = ${D}Codec<vector<${D}Text>>::read(); ${D}line();\n` +
      `    ${D}need('['); ${D}need('[');\n    ${read(parameters, 'C')}${D}need(']');\n` +
      `    ${name} *object = new ${name}${parameters.length > 0 ? `(${given(parameters)})` : '()'};\n    out += "[null";\n` +
      `    for (size_t i = 1; i < names.size(); i++) {\n        ${D}need(','); ${D}need('['); out += ',';\n${cases.join('')}        ${D}need(']');\n    }\n    out += ']';\n`,
  };
}

export const cpp: Driver = {
  name: 'C++',
  languages: ['cpp17', 'cpp20', 'cpp23'],
  file: 'solution.hpp',
  naming: { value: camel, callable: camel },
  reserved: words(
    `alignas alignof and and_eq asm auto bitand bitor bool break case catch char char8_t char16_t char32_t class compl concept const consteval constexpr
     constinit const_cast continue co_await co_return co_yield decltype default delete do double dynamic_cast else enum explicit export extern false
     float for friend goto if inline int long mutable namespace new noexcept not not_eq nullptr operator or or_eq private protected public register
     reinterpret_cast requires return short signed sizeof static static_assert static_cast struct switch template this thread_local throw true try
     typedef typeid typename union unsigned using virtual void volatile wchar_t while xor xor_eq std`,
  ),
  starter(signature) {
    const list = (parameters: readonly Parameter[]): string =>
      parameters.map(parameterOf(signature.changes)).join(', ');
    const typed = (type: ValueType | null): string => (type === null ? 'void' : typeOf(type));
    const methods =
      signature.kind === 'class'
        ? [
            `    ${signature.name}(${list(signature.parameters)}) {\n        \n    }\n`,
            ...signature.methods.map(
              (m) => `    ${typed(m.returns)} ${m.name}(${list(m.parameters)}) {\n        \n    }\n`,
            ),
          ]
        : [`    ${typed(signature.returns)} ${signature.name}(${list(signature.parameters)}) {\n        \n    }\n`];
    return `${nodesNote(signature, NODES, '//')}class ${signature.kind === 'class' ? signature.name : 'Solution'} {\npublic:\n${methods.join('\n')}};\n`;
  },
  program(signature) {
    const { before, main } = signature.kind === 'class' ? classProgram(signature) : functionProgram(signature);
    return [
      {
        name: 'main.cpp',
        content: `#include <bits/stdc++.h>\nusing namespace std;\n${NODES}${SUPPORT}${before}#include "solution.hpp"\n\nsigned main() {\n    docket_driver::Text out;\n${main}    ${D}finish(out);\n}\n`,
      },
    ];
  },
};
