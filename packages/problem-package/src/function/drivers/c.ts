import { resultTypeOf, type Parameter, type Signature, type ValueType } from '@docket/contracts/judge/signature';
import { indent, snake, words, type Driver } from '../driver.ts';
import { nodesNote } from '../nodes.ts';
import { typesOf } from './java.ts';

const TYPES: Readonly<Record<ValueType['base'], string>> = {
  int: 'int',
  long: 'long long',
  float: 'double',
  string: 'char *',
  bool: 'bool',
  char: 'char',
  list: 'struct ListNode *',
  tree: 'struct TreeNode *',
  graph: '',
};

const WORDS: Readonly<Record<ValueType['base'], string>> = {
  int: 'Int',
  long: 'Long',
  float: 'Double',
  string: 'String',
  bool: 'Bool',
  char: 'Char',
  list: 'List',
  tree: 'Tree',
  graph: '',
};

/** A graph is an array of arrays. */
function plain(type: ValueType): ValueType {
  return type.base === 'graph' ? { base: 'int', dimensions: type.dimensions + 2 } : type;
}

/** `IntArray`, `IntArray2`; of no array the word of its base. */
function wordOf(given: ValueType): string {
  const { base, dimensions } = plain(given);
  return `${WORDS[base]}${dimensions > 0 ? 'Array' : ''}${dimensions > 1 ? dimensions : ''}`;
}

function typeOf(given: ValueType): string {
  const type = plain(given);
  return type.dimensions > 0 ? wordOf(type) : TYPES[type.base];
}

function typed(type: ValueType | null): string {
  return type === null ? 'void ' : spaced(typeOf(type));
}

function spaced(type: string): string {
  return type.endsWith('*') ? type : `${type} `;
}

/** All array types, those of elements before those of arrays of them. */
function arraysOf(signature: Signature): readonly ValueType[] {
  const found = new Map<string, ValueType>();
  for (const given of typesOf(signature)) {
    const { base, dimensions } = plain(given);
    for (let d = 1; d <= dimensions; d++) found.set(wordOf({ base, dimensions: d }), { base, dimensions: d });
  }
  return [...found.values()].toSorted((a, b) => a.dimensions - b.dimensions);
}

function structOf(type: ValueType): string {
  const element = typeOf({ base: type.base, dimensions: type.dimensions - 1 });
  return `typedef struct { ${spaced(element)}*data; int size; } ${wordOf(type)};\n`;
}

const NODES = `struct ListNode {
    int val;
    struct ListNode *next;
};

struct TreeNode {
    int val;
    struct TreeNode *left, *right;
};
`;

const HEADERS = `#define _GNU_SOURCE
#include <ctype.h>
#include <fcntl.h>
#include <limits.h>
#include <math.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>
`;

const SUPPORT = String.raw`
static char *docket_input, *docket_at, *docket_out;
static size_t docket_size, docket_held;
static int docket_channel;

/* Before anything of the user's, also what is called before main. */
__attribute__((constructor(101))) static void docket_begin(void) {
    size_t room = 65536, size = 0;
    docket_input = malloc(room + 1);
    for (ssize_t n; (n = read(0, docket_input + size, room - size)) > 0;) {
        size += (size_t)n;
        if (size == room) docket_input = realloc(docket_input, (room *= 2) + 1);
    }
    docket_input[size] = 0;
    int nothing = open("/dev/null", O_RDONLY);
    dup2(nothing, 0);
    close(nothing);
    docket_channel = fcntl(3, F_DUPFD_CLOEXEC, 200);
    close(3);
    docket_at = strchr(docket_input, '\n') + 1;
}

static void docket_put(const char *text, size_t size) {
    if (docket_size + size > docket_held) docket_out = realloc(docket_out, docket_held = 2 * (docket_size + size) + 4096);
    memcpy(docket_out + docket_size, text, size);
    docket_size += size;
}

static void docket_say(const char *text) { docket_put(text, strlen(text)); }

static void docket_fail(const char *why) {
    fflush(stdout);
    fprintf(stderr, "%s\n", why);
    _exit(1);
}

static void docket_finish(void) {
    fflush(stdout);
    fflush(stderr);
    docket_say("\n");
    for (size_t done = 0; done < docket_size;) {
        ssize_t n = write(docket_channel, docket_out + done, docket_size - done);
        if (n <= 0) break;
        done += (size_t)n;
    }
    _exit(0);
}

static bool docket_take(char c) {
    if (*docket_at != c) return false;
    docket_at++;
    return true;
}

static void docket_need(char c) {
    if (!docket_take(c)) docket_fail("the case cannot be read");
}

static int docket_read_Int(void) { return (int)strtol(docket_at, &docket_at, 10); }
static long long docket_read_Long(void) { return strtoll(docket_at, &docket_at, 10); }
static double docket_read_Double(void) { return strtod(docket_at, &docket_at); }

static bool docket_read_Bool(void) {
    bool v = *docket_at == 't';
    docket_at += v ? 4 : 5;
    return v;
}

static char *docket_read_String(void) {
    docket_need('"');
    size_t most = 0;
    for (char *p = docket_at; *p != '"'; p++, most++)
        if (*p == '\\') p++;
    char *v = malloc(most + 1), *to = v;
    while (*docket_at != '"') {
        char c = *docket_at++;
        if (c == '\\') {
            c = *docket_at++;
            switch (c) {
            case 'n': c = '\n'; break;
            case 't': c = '\t'; break;
            case 'r': c = '\r'; break;
            case 'b': c = '\b'; break;
            case 'f': c = '\f'; break;
            case 'u': {
                char digits[5] = {0};
                memcpy(digits, docket_at, 4);
                c = (char)strtol(digits, NULL, 16);
                docket_at += 4;
            }
            }
        }
        *to++ = c;
    }
    docket_at++;
    *to = 0;
    return v;
}

static char docket_read_Char(void) { return *docket_read_String(); }

static struct ListNode *docket_read_List(void) {
    struct ListNode *head = NULL, **end = &head;
    docket_need('[');
    if (docket_take(']')) return head;
    do {
        *end = calloc(1, sizeof **end);
        (*end)->val = docket_read_Int();
        end = &(*end)->next;
    } while (docket_take(','));
    docket_need(']');
    return head;
}

static struct TreeNode *docket_read_Tree(void) {
    struct TreeNode *root = NULL;
    size_t held = 64, from = 0, to = 1;
    struct TreeNode ***places = malloc(held * sizeof *places);
    places[0] = &root;
    docket_need('[');
    if (!docket_take(']')) {
        do {
            struct TreeNode **place = places[from++];
            if (docket_take('n')) {
                docket_at += 3;
                continue;
            }
            *place = calloc(1, sizeof **place);
            (*place)->val = docket_read_Int();
            if (to + 2 > held) places = realloc(places, (held *= 2) * sizeof *places);
            places[to++] = &(*place)->left;
            places[to++] = &(*place)->right;
        } while (docket_take(','));
        docket_need(']');
    }
    free(places);
    return root;
}

static void docket_write_Long(long long v) {
    char text[32];
    docket_put(text, (size_t)snprintf(text, sizeof text, "%lld", v));
}

static void docket_write_Int(int v) { docket_write_Long(v); }
static void docket_write_Bool(bool v) { docket_say(v ? "true" : "false"); }

static void docket_write_Double(double v) {
    if (isnan(v)) docket_say("\"NaN\"");
    else if (isinf(v)) docket_say(v > 0 ? "\"Infinity\"" : "\"-Infinity\"");
    else {
        char text[40];
        for (int digits = 15; digits <= 17; digits++) {
            snprintf(text, sizeof text, "%.*g", digits, v);
            if (strtod(text, NULL) == v) break;
        }
        docket_say(text);
    }
}

static void docket_write_String(const char *v) {
    if (!v) {
        docket_say("null");
        return;
    }
    docket_say("\"");
    for (; *v; v++) {
        char text[8];
        if (*v == '"' || *v == '\\') snprintf(text, sizeof text, "\\%c", *v);
        else if ((unsigned char)*v < 32) snprintf(text, sizeof text, "\\u%04x", *v);
        else snprintf(text, sizeof text, "%c", *v);
        docket_say(text);
    }
    docket_say("\"");
}

static void docket_write_Char(char v) {
    char text[2] = {v, 0};
    docket_write_String(text);
}

enum { DOCKET_MOST_NODES = 2000000 };

static void docket_write_List(struct ListNode *v) {
    int count = 0;
    docket_say("[");
    for (; v; v = v->next) {
        if (count == DOCKET_MOST_NODES) docket_fail("the list does not end: a node leads back to one before it");
        if (count++) docket_say(",");
        docket_write_Int(v->val);
    }
    docket_say("]");
}

static void docket_write_Tree(struct TreeNode *v) {
    size_t held = 64, from = 0, to = 1, nulls = 0, count = 0;
    struct TreeNode **nodes = malloc(held * sizeof *nodes);
    nodes[0] = v;
    docket_say("[");
    while (from < to) {
        struct TreeNode *node = nodes[from++];
        if (!node) {
            nulls++;
            continue;
        }
        if (count == DOCKET_MOST_NODES) docket_fail("the tree does not end: a node is below itself");
        for (; nulls > 0; nulls--) docket_say(",null");
        if (count++) docket_say(",");
        docket_write_Int(node->val);
        if (to + 2 > held) nodes = realloc(nodes, (held *= 2) * sizeof *nodes);
        nodes[to++] = node->left;
        nodes[to++] = node->right;
    }
    docket_say("]");
    free(nodes);
}

static void docket_answer(void) {
    docket_put(docket_input, (size_t)(strchr(docket_input, '\n') - docket_input));
    docket_say(" ");
}
`;

function arrayCode(type: ValueType): string {
  const word = wordOf(type);
  const inner: ValueType = { base: type.base, dimensions: type.dimensions - 1 };
  return `
static ${word} docket_read_${word}(void) {
    ${word} v = {NULL, 0};
    int held = 0;
    docket_need('[');
    if (docket_take(']')) return v;
    do {
        if (v.size == held) v.data = realloc(v.data, sizeof *v.data * (size_t)(held = 2 * held + 8));
        v.data[v.size++] = docket_read_${wordOf(inner)}();
    } while (docket_take(','));
    docket_need(']');
    return v;
}

static void docket_write_${word}(${word} v) {
    docket_say("[");
    for (int i = 0; i < v.size; i++) {
        if (i) docket_say(",");
        docket_write_${wordOf(inner)}(v.data[i]);
    }
    docket_say("]");
}
`;
}

function functionMain(signature: Signature): string {
  const { name, parameters, returns, changes } = signature;
  const result = resultTypeOf(signature);
  const read = parameters
    .map(({ type }, i) => `${spaced(typeOf(type))}a${i} = docket_read_${wordOf(type)}();\ndocket_need('\\n');\n`)
    .join('');
  const given = parameters.map((one, i) => `${one.name === changes ? '&' : ''}a${i}`).join(', ');
  const call = `${snake(name)}(${given})`;
  const what = returns === null ? `a${parameters.findIndex((one) => one.name === changes)}` : 'r';
  const kept = returns === null || result === null ? call : `${spaced(typeOf(result))}r = ${call}`;
  return `${read}${kept};\ndocket_answer();\n${result === null ? '' : `docket_write_${wordOf(result)}(${what});\n`}`;
}

function classMain({ name, parameters, methods }: Signature): string {
  const read = (list: readonly Parameter[]): string =>
    list
      .map(
        ({ type }, i) =>
          `${i > 0 ? "docket_need(','); " : ''}${spaced(typeOf(type))}a${i} = docket_read_${wordOf(type)}(); `,
      )
      .join('');
  const given = (list: readonly Parameter[]): readonly string[] => list.map((_, i) => `a${i}`);
  const cases = methods.map((m) => {
    const call = `${name}_${snake(m.name)}(${['made', ...given(m.parameters)].join(', ')})`;
    const done = m.returns === null ? `${call}; docket_say("null");` : `docket_write_${wordOf(m.returns)}(${call});`;
    return `    else if (!strcmp(called, "${m.name}")) { ${read(m.parameters)}${done} }\n`;
  });
  return `char **names = NULL;
int count = 0;
docket_need('[');
do {
    names = realloc(names, sizeof *names * (size_t)(count + 1));
    names[count++] = docket_read_String();
} while (docket_take(','));
docket_need(']');
docket_need('\\n');
docket_need('[');
docket_need('[');
${read(parameters)}
docket_need(']');
${name} *made = ${name}_create(${given(parameters).join(', ')});
docket_answer();
docket_say("[null");
for (int i = 1; i < count; i++) {
    const char *called = names[i];
    docket_need(',');
    docket_need('[');
    docket_say(",");
    if (!called) docket_fail("the case cannot be read");
${cases.join('')}    docket_need(']');
}
docket_say("]");
`;
}

export const c: Driver = {
  name: 'C',
  languages: ['c'],
  file: 'solution.h',
  naming: { value: snake, callable: snake },
  reserved: words(
    `auto break case char const continue default do double else enum extern float for goto if inline int long register restrict return short signed sizeof
     static struct switch typedef union unsigned void volatile while _Bool bool true false self`,
  ),
  functions: words(
    `main abs div labs remove rename index rindex time exit abort free malloc calloc realloc read write open close printf puts gets rand srand sin cos tan log
     exp pow sqrt floor ceil round trunc y0 y1 yn j0 j1 jn gamma signal link unlink pipe dup sync sleep pause access select send basename random truncate
     system strtol strcmp isalpha isdigit tolower toupper nice brk alarm fork kill chown crypt swab`,
  ),
  starter(signature) {
    const { changes, name, parameters, methods } = signature;
    const one = (own: Parameter): string =>
      `${spaced(typeOf(own.type))}${own.name === changes ? '*' : ''}${snake(own.name)}`;
    const list = (own: readonly Parameter[]): string => (own.length === 0 ? 'void' : own.map(one).join(', '));
    const given = arraysOf(signature)
      .map((type) => `// Given: ${structOf(type)}`)
      .join('');
    const note = `${nodesNote(signature, NODES, '//')}${given}`;
    if (signature.kind === 'function')
      return `${note}${typed(signature.returns)}${snake(name)}(${list(parameters)}) {\n    \n}\n`;
    const parts = methods.map(
      (m) =>
        `${typed(m.returns)}${name}_${snake(m.name)}(${[`${name} *self`, ...m.parameters.map(one)].join(', ')}) {\n    \n}\n`,
    );
    return `${note}typedef struct {\n    \n} ${name};\n\n${[`${name} *${name}_create(${list(parameters)}) {\n    \n}\n`, ...parts].join('\n')}`;
  },
  program(signature) {
    const arrays = arraysOf(signature);
    const main = signature.kind === 'class' ? classMain(signature) : functionMain(signature);
    return [
      {
        name: 'main.c',
        content: `${HEADERS}\n${NODES}\n${arrays.map(structOf).join('')}${SUPPORT}${arrays.map(arrayCode).join('')}
#include "solution.h"

signed main(void) {
${indent(main, 4)}    docket_finish();
}
`,
      },
    ];
  },
};
