import { resultTypeOf, type Parameter, type Signature, type ValueType } from '@docket/contracts/judge/signature';
import { camel, indent, pascal, words, type Driver } from '../driver.ts';
import { nodesNote } from '../nodes.ts';

const TYPES: Readonly<Record<ValueType['base'], string>> = {
  int: 'int',
  long: 'int64',
  float: 'float64',
  string: 'string',
  bool: 'bool',
  char: 'byte',
  list: '*ListNode',
  tree: '*TreeNode',
  graph: '[][]int',
};

function typeOf({ base, dimensions }: ValueType): string {
  return '[]'.repeat(dimensions) + TYPES[base];
}

const NODES = `type ListNode struct {
	Val  int
	Next *ListNode
}

type TreeNode struct {
	Val         int
	Left, Right *TreeNode
}
`;

/** Names begin with docket: the user's file is in the same package. */
const SUPPORT = String.raw`
var docketInput []byte
var docketAt int
var docketSecret string

const docketMostNodes = 2000000

func docketBegin() {
	piece := make([]byte, 65536)
	for {
		n, err := syscall.Read(0, piece)
		if err == syscall.EINTR {
			continue
		}
		if n <= 0 {
			break
		}
		docketInput = append(docketInput, piece[:n]...)
	}
	if nothing, err := syscall.Open("/dev/null", syscall.O_RDONLY, 0); err == nil {
		syscall.Dup3(nothing, 0, 0)
		syscall.Close(nothing)
	}
	syscall.Dup3(3, 200, syscall.O_CLOEXEC)
	syscall.Close(3)
	for docketInput[docketAt] != '\n' {
		docketAt++
	}
	docketSecret = string(docketInput[:docketAt])
	docketAt++
}

func docketFinish(out []byte) {
	frame := append([]byte(docketSecret+" "), out...)
	frame = append(frame, '\n')
	for len(frame) > 0 {
		n, err := syscall.Write(200, frame)
		if err != nil && err != syscall.EINTR {
			break
		}
		if n > 0 {
			frame = frame[n:]
		}
	}
	os.Exit(0)
}

func docketTake(c byte) bool {
	if docketInput[docketAt] != c {
		return false
	}
	docketAt++
	return true
}

func docketNeed(c byte) {
	if !docketTake(c) {
		panic("the case cannot be read")
	}
}

func docketNumber() string {
	from := docketAt
	for {
		c := docketInput[docketAt]
		if c != '-' && c != '+' && c != '.' && c != 'e' && c != 'E' && (c < '0' || c > '9') {
			return string(docketInput[from:docketAt])
		}
		docketAt++
	}
}

func docketReadInt() int {
	minus := docketTake('-')
	v := 0
	for c := docketInput[docketAt]; c >= '0' && c <= '9'; c = docketInput[docketAt] {
		v = v*10 - int(c-'0')
		docketAt++
	}
	if minus {
		return v
	}
	return -v
}

func docketReadInt64() int64 {
	v, _ := strconv.ParseInt(docketNumber(), 10, 64)
	return v
}

func docketReadFloat64() float64 {
	v, _ := strconv.ParseFloat(docketNumber(), 64)
	return v
}

func docketReadBool() bool {
	v := docketInput[docketAt] == 't'
	docketAt += 5
	if v {
		docketAt--
	}
	return v
}

func docketReadString() string {
	docketNeed('"')
	var v []byte
	for docketInput[docketAt] != '"' {
		c := docketInput[docketAt]
		docketAt++
		if c == '\\' {
			c = docketInput[docketAt]
			docketAt++
			switch c {
			case 'n':
				c = '\n'
			case 't':
				c = '\t'
			case 'r':
				c = '\r'
			case 'b':
				c = '\b'
			case 'f':
				c = '\f'
			case 'u':
				code, _ := strconv.ParseUint(string(docketInput[docketAt:docketAt+4]), 16, 32)
				c = byte(code)
				docketAt += 4
			}
		}
		v = append(v, c)
	}
	docketAt++
	return string(v)
}

func docketReadByte() byte { return docketReadString()[0] }

func docketReadInts() []int {
	v := []int{}
	docketNeed('[')
	if docketTake(']') {
		return v
	}
	for {
		v = append(v, docketReadInt())
		if !docketTake(',') {
			break
		}
	}
	docketNeed(']')
	return v
}

func docketReadList() *ListNode {
	first := ListNode{}
	last := &first
	for _, v := range docketReadInts() {
		last.Next = &ListNode{Val: v}
		last = last.Next
	}
	return first.Next
}

func docketReadTree() *TreeNode {
	docketNeed('[')
	if docketTake(']') {
		return nil
	}
	root := &TreeNode{Val: docketReadInt()}
	parents := []*TreeNode{root}
	left := true
	for docketTake(',') {
		var node *TreeNode
		if docketTake('n') {
			docketAt += 3
		} else {
			node = &TreeNode{Val: docketReadInt()}
			parents = append(parents, node)
		}
		if left {
			parents[0].Left = node
		} else {
			parents[0].Right = node
			parents = parents[1:]
		}
		left = !left
	}
	docketNeed(']')
	return root
}

func docketWriteInt(out []byte, v int) []byte     { return strconv.AppendInt(out, int64(v), 10) }
func docketWriteInt64(out []byte, v int64) []byte { return strconv.AppendInt(out, v, 10) }
func docketWriteBool(out []byte, v bool) []byte   { return strconv.AppendBool(out, v) }
func docketWriteByte(out []byte, v byte) []byte   { return docketWriteString(out, string([]byte{v})) }

func docketWriteFloat64(out []byte, v float64) []byte {
	if v != v {
		return append(out, "\"NaN\""...)
	}
	if v-v != 0 {
		if v > 0 {
			return append(out, "\"Infinity\""...)
		}
		return append(out, "\"-Infinity\""...)
	}
	return strconv.AppendFloat(out, v, 'g', -1, 64)
}

func docketWriteString(out []byte, v string) []byte {
	const digits = "0123456789abcdef"
	out = append(out, '"')
	for i := 0; i < len(v); i++ {
		c := v[i]
		if c == '"' || c == '\\' {
			out = append(out, '\\', c)
		} else if c < 32 {
			out = append(out, '\\', 'u', '0', '0', digits[c>>4], digits[c&15])
		} else {
			out = append(out, c)
		}
	}
	return append(out, '"')
}

func docketWriteList(out []byte, v *ListNode) []byte {
	out = append(out, '[')
	count := 0
	for node := v; node != nil; node = node.Next {
		if count == docketMostNodes {
			panic("the list does not end: a node leads back to one before it")
		}
		if count > 0 {
			out = append(out, ',')
		}
		count++
		out = docketWriteInt(out, node.Val)
	}
	return append(out, ']')
}

func docketWriteTree(out []byte, v *TreeNode) []byte {
	out = append(out, '[')
	nulls := 0
	count := 0
	for nodes := []*TreeNode{v}; len(nodes) > 0; nodes = nodes[1:] {
		node := nodes[0]
		if node == nil {
			nulls++
			continue
		}
		if count == docketMostNodes {
			panic("the tree does not end: a node is below itself")
		}
		for ; nulls > 0; nulls-- {
			out = append(out, ",null"...)
		}
		if count > 0 {
			out = append(out, ',')
		}
		count++
		out = docketWriteInt(out, node.Val)
		nodes = append(nodes, node.Left, node.Right)
	}
	return append(out, ']')
}
`;

const SUFFIX: Readonly<Record<ValueType['base'], string>> = {
  int: 'Int',
  long: 'Int64',
  float: 'Float64',
  string: 'String',
  bool: 'Bool',
  char: 'Byte',
  list: 'List',
  tree: 'Tree',
  graph: '',
};

/** A graph is an array of arrays for both ways. */
function asArray(type: ValueType): ValueType {
  return type.base === 'graph' ? { base: 'int', dimensions: type.dimensions + 2 } : type;
}

function reading(given: ValueType): string {
  const type = asArray(given);
  if (type.dimensions === 0) return `docketRead${SUFFIX[type.base]}()`;
  if (type.base === 'int' && type.dimensions === 1) return 'docketReadInts()';
  const inner = reading({ base: type.base, dimensions: type.dimensions - 1 });
  return `func() ${typeOf(type)} {
	v := ${typeOf(type)}{}
	docketNeed('[')
	if docketTake(']') {
		return v
	}
	for {
		v = append(v, ${inner})
		if !docketTake(',') {
			break
		}
	}
	docketNeed(']')
	return v
}()`;
}

function writing(given: ValueType, value: string, depth = 0): string {
  const type = asArray(given);
  if (type.dimensions === 0) return `out = docketWrite${SUFFIX[type.base]}(out, ${value})\n`;
  const [index, one] = [`i${depth}`, `v${depth}`];
  const inner = writing({ base: type.base, dimensions: type.dimensions - 1 }, one, depth + 1);
  return `out = append(out, '[')\nfor ${index}, ${one} := range ${value} {\n\tif ${index} > 0 {\n\t\tout = append(out, ',')\n\t}\n${indent(inner, 4)}}\nout = append(out, ']')\n`;
}

function functionMain(signature: Signature): string {
  const { name, parameters, returns, changes } = signature;
  const result = resultTypeOf(signature);
  const read = parameters.map(({ type }, i) => `a${i} := ${reading(type)}\ndocketNeed('\\n')\n`).join('');
  const call = `${name}(${parameters.map((_, i) => `a${i}`).join(', ')})`;
  const what = returns === null ? `a${parameters.findIndex((one) => one.name === changes)}` : 'result';
  return `${read}${returns === null ? '' : 'result := '}${call}\n${result === null ? '' : writing(result, what)}`;
}

function classMain({ parameters, methods }: Signature): string {
  const read = (list: readonly Parameter[]): string =>
    list.map(({ type }, i) => `${i > 0 ? "docketNeed(',')\n" : ''}a${i} := ${reading(type)}\n`).join('');
  const given = (list: readonly Parameter[]): string => list.map((_, i) => `a${i}`).join(', ');
  const cases = methods.map((m) => {
    const call = `made.${pascal(m.name)}(${given(m.parameters)})`;
    const done =
      m.returns === null ? `${call}\nout = append(out, "null"...)\n` : `r := ${call}\n${writing(m.returns, 'r')}`;
    return `case "${m.name}":\n${read(m.parameters)}${done}`;
  });
  return `names := ${reading({ base: 'string', dimensions: 1 })}
docketNeed('\\n')
docketNeed('[')
docketNeed('[')
${read(parameters)}docketNeed(']')
made := Constructor(${given(parameters)})
out = append(out, "[null"...)
for _, name := range names[1:] {
docketNeed(',')
docketNeed('[')
out = append(out, ',')
switch name {
${cases.join('')}}
docketNeed(']')
}
out = append(out, ']')
`;
}

export const go: Driver = {
  name: 'Go',
  languages: ['go'],
  file: 'solution.go',
  naming: { value: camel, callable: camel },
  reserved: words(
    `break case chan const continue default defer else fallthrough for func go goto if import interface map package range return select struct switch type
     var`,
  ),
  functions: words('main init append byte string len cap make new panic'),
  starter(signature) {
    const list = (parameters: readonly Parameter[]): string =>
      parameters.map(({ name, type }) => `${name} ${typeOf(type)}`).join(', ');
    const returns = (type: ValueType | null): string => (type === null ? '' : ` ${typeOf(type)}`);
    const { name, parameters, methods } = signature;
    const note = nodesNote(signature, NODES, '//');
    if (signature.kind === 'function')
      return `package main\n\n${note}func ${name}(${list(parameters)})${returns(signature.returns)} {\n\t\n}\n`;
    const parts = methods.map(
      (m) => `func (this *${name}) ${pascal(m.name)}(${list(m.parameters)})${returns(m.returns)} {\n\t\n}\n`,
    );
    return `package main\n\n${note}type ${name} struct {\n\t\n}\n\n${[`func Constructor(${list(parameters)}) ${name} {\n\t\n}\n`, ...parts].join('\n')}`;
  },
  program: (signature) => [
    {
      name: 'main.go',
      content: `package main\n\nimport (\n\t"os"\n\t"strconv"\n\t"syscall"\n)\n\n${NODES}${SUPPORT}
func main() {
	docketBegin()
	var out []byte
${signature.kind === 'class' ? classMain(signature) : functionMain(signature)}	docketFinish(out)
}
`,
    },
  ],
};
