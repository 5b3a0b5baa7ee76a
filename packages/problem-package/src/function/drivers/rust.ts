import { resultTypeOf, type Parameter, type Signature, type ValueType } from '@docket/contracts/judge/signature';
import { indent, snake, words, type Driver } from '../driver.ts';
import { basesOf, nodesNote } from '../nodes.ts';

const TYPES: Readonly<Record<ValueType['base'], string>> = {
  int: 'i32',
  long: 'i64',
  float: 'f64',
  string: 'String',
  bool: 'bool',
  char: 'char',
  list: 'Option<Box<ListNode>>',
  tree: 'Option<Rc<RefCell<TreeNode>>>',
  graph: 'Vec<Vec<i32>>',
};

function typeOf({ base, dimensions }: ValueType): string {
  return dimensions === 0 ? TYPES[base] : `Vec<${typeOf({ base, dimensions: dimensions - 1 })}>`;
}

/** The same with whole paths, for the driver, which must not use what the user's file may. */
function pathOf(type: ValueType): string {
  return typeOf(type)
    .replace('Rc<RefCell<', 'std::rc::Rc<std::cell::RefCell<')
    .replace('ListNode', 'crate::ListNode')
    .replace('TreeNode', 'crate::TreeNode');
}

const NODES = `#[derive(PartialEq, Eq, Clone, Debug)]
pub struct ListNode {
    pub val: i32,
    pub next: Option<Box<ListNode>>,
}

#[derive(Debug, PartialEq, Eq)]
pub struct TreeNode {
    pub val: i32,
    pub left: Option<std::rc::Rc<std::cell::RefCell<TreeNode>>>,
    pub right: Option<std::rc::Rc<std::cell::RefCell<TreeNode>>>,
}
`;

const MADE = `
#[allow(dead_code)]
impl ListNode {
    pub fn new(val: i32) -> Self {
        ListNode { val, next: None }
    }
}

#[allow(dead_code)]
impl TreeNode {
    pub fn new(val: i32) -> Self {
        TreeNode { val, left: None, right: None }
    }
}
`;

const SUPPORT = String.raw`
#[allow(dead_code)]
mod docket_driver {
    use crate::{ListNode, TreeNode};
    use std::cell::RefCell;
    use std::collections::VecDeque;
    use std::io::{Read, Write};
    use std::os::unix::io::FromRawFd;
    use std::rc::Rc;

    extern "C" {
        fn dup2(from: i32, to: i32) -> i32;
        fn dup(from: i32) -> i32;
        fn close(fd: i32) -> i32;
        fn _exit(status: i32) -> !;
    }

    const MOST_NODES: usize = 2_000_000;

    pub struct Driver {
        input: Vec<u8>,
        at: usize,
        secret: Vec<u8>,
        channel: std::fs::File,
    }

    pub trait Value: Sized {
        fn read(d: &mut Driver) -> Self;
        fn write(&self, out: &mut String);
    }

    impl Driver {
        pub fn begin() -> Driver {
            let mut input = Vec::new();
            std::io::stdin().read_to_end(&mut input).unwrap();
            let nothing = std::fs::File::open("/dev/null").unwrap();
            let channel = unsafe {
                use std::os::unix::io::AsRawFd;
                dup2(nothing.as_raw_fd(), 0);
                let fd = dup(3);
                close(3);
                std::fs::File::from_raw_fd(fd)
            };
            let end = input.iter().position(|&c| c == b'\n').unwrap();
            let secret = input[..end].to_vec();
            Driver { input, at: end + 1, secret, channel }
        }

        pub fn finish(mut self, out: String) -> ! {
            let _ = std::io::stdout().flush();
            let mut frame = self.secret.clone();
            frame.push(b' ');
            frame.extend_from_slice(out.as_bytes());
            frame.push(b'\n');
            let _ = self.channel.write_all(&frame);
            unsafe { _exit(0) }
        }

        pub fn take(&mut self, c: u8) -> bool {
            let found = self.input[self.at] == c;
            if found {
                self.at += 1;
            }
            found
        }

        pub fn need(&mut self, c: u8) {
            if !self.take(c) {
                panic!("the case cannot be read");
            }
        }

        pub fn read<T: Value>(&mut self) -> T {
            T::read(self)
        }

        fn number(&mut self) -> &str {
            let from = self.at;
            while b"+-.eE0123456789".contains(&self.input[self.at]) {
                self.at += 1;
            }
            std::str::from_utf8(&self.input[from..self.at]).unwrap()
        }
    }

    impl Value for i32 {
        fn read(d: &mut Driver) -> i32 {
            d.number().parse().unwrap()
        }
        fn write(&self, out: &mut String) {
            out.push_str(&self.to_string());
        }
    }

    impl Value for i64 {
        fn read(d: &mut Driver) -> i64 {
            d.number().parse().unwrap()
        }
        fn write(&self, out: &mut String) {
            out.push_str(&self.to_string());
        }
    }

    impl Value for f64 {
        fn read(d: &mut Driver) -> f64 {
            d.number().parse().unwrap()
        }
        fn write(&self, out: &mut String) {
            if self.is_nan() {
                out.push_str("\"NaN\"");
            } else if self.is_infinite() {
                out.push_str(if *self > 0.0 { "\"Infinity\"" } else { "\"-Infinity\"" });
            } else {
                out.push_str(&format!("{:?}", self));
            }
        }
    }

    impl Value for bool {
        fn read(d: &mut Driver) -> bool {
            let v = d.input[d.at] == b't';
            d.at += if v { 4 } else { 5 };
            v
        }
        fn write(&self, out: &mut String) {
            out.push_str(if *self { "true" } else { "false" });
        }
    }

    impl Value for String {
        fn read(d: &mut Driver) -> String {
            d.need(b'"');
            let mut v = Vec::new();
            while d.input[d.at] != b'"' {
                let mut c = d.input[d.at];
                d.at += 1;
                if c == b'\\' {
                    c = d.input[d.at];
                    d.at += 1;
                    c = match c {
                        b'n' => b'\n',
                        b't' => b'\t',
                        b'r' => b'\r',
                        b'b' => 8,
                        b'f' => 12,
                        b'u' => {
                            let digits = std::str::from_utf8(&d.input[d.at..d.at + 4]).unwrap();
                            d.at += 4;
                            u32::from_str_radix(digits, 16).unwrap() as u8
                        }
                        other => other,
                    };
                }
                v.push(c);
            }
            d.at += 1;
            String::from_utf8(v).unwrap()
        }
        fn write(&self, out: &mut String) {
            out.push('"');
            for c in self.chars() {
                if c == '"' || c == '\\' {
                    out.push('\\');
                    out.push(c);
                } else if (c as u32) < 32 {
                    out.push_str(&format!("\\u{:04x}", c as u32));
                } else {
                    out.push(c);
                }
            }
            out.push('"');
        }
    }

    impl Value for char {
        fn read(d: &mut Driver) -> char {
            String::read(d).chars().next().unwrap()
        }
        fn write(&self, out: &mut String) {
            self.to_string().write(out);
        }
    }

    impl<T: Value> Value for Vec<T> {
        fn read(d: &mut Driver) -> Vec<T> {
            let mut v = Vec::new();
            d.need(b'[');
            if d.take(b']') {
                return v;
            }
            loop {
                v.push(T::read(d));
                if !d.take(b',') {
                    break;
                }
            }
            d.need(b']');
            v
        }
        fn write(&self, out: &mut String) {
            out.push('[');
            for (i, v) in self.iter().enumerate() {
                if i > 0 {
                    out.push(',');
                }
                v.write(out);
            }
            out.push(']');
        }
    }

    impl Value for Option<Box<ListNode>> {
        fn read(d: &mut Driver) -> Self {
            let mut head = None;
            for val in Vec::<i32>::read(d).into_iter().rev() {
                head = Some(Box::new(ListNode { val, next: head }));
            }
            head
        }
        fn write(&self, out: &mut String) {
            let mut values = Vec::new();
            let mut node = self;
            while let Some(one) = node {
                values.push(one.val);
                node = &one.next;
            }
            values.write(out);
        }
    }

    impl Value for Option<Rc<RefCell<TreeNode>>> {
        fn read(d: &mut Driver) -> Self {
            d.need(b'[');
            if d.take(b']') {
                return None;
            }
            let made = |d: &mut Driver| Rc::new(RefCell::new(TreeNode { val: i32::read(d), left: None, right: None }));
            let root = made(d);
            let mut parents = VecDeque::new();
            parents.push_back(root.clone());
            let mut left = true;
            while d.take(b',') {
                let node = if d.take(b'n') {
                    d.at += 3;
                    None
                } else {
                    let node = made(d);
                    parents.push_back(node.clone());
                    Some(node)
                };
                if left {
                    parents[0].borrow_mut().left = node;
                } else {
                    parents[0].borrow_mut().right = node;
                    parents.pop_front();
                }
                left = !left;
            }
            d.need(b']');
            Some(root)
        }
        fn write(&self, out: &mut String) {
            let mut nodes = VecDeque::new();
            nodes.push_back(self.clone());
            let mut nulls = 0;
            let mut count = 0;
            out.push('[');
            while let Some(node) = nodes.pop_front() {
                if let Some(one) = node {
                    if count == MOST_NODES {
                        panic!("the tree does not end: a node is below itself");
                    }
                    for _ in 0..nulls {
                        out.push_str(",null");
                    }
                    nulls = 0;
                    if count > 0 {
                        out.push(',');
                    }
                    count += 1;
                    let one = one.borrow();
                    one.val.write(out);
                    nodes.push_back(one.left.clone());
                    nodes.push_back(one.right.clone());
                } else {
                    nulls += 1;
                }
            }
            out.push(']');
        }
    }
}
`;

const VALUE = 'docket_driver::Value';

function functionMain(signature: Signature): string {
  const { name, parameters, returns, changes } = signature;
  const result = resultTypeOf(signature);
  const read = parameters
    .map(
      (one, i) =>
        `let ${one.name === changes ? 'mut ' : ''}a${i} = d.read::<${pathOf(one.type)}>();\nd.need(b'\\n');\n`,
    )
    .join('');
  const given = parameters.map((one, i) => `${one.name === changes ? '&mut ' : ''}a${i}`).join(', ');
  const call = `Solution::${snake(name)}(${given})`;
  const what = returns === null ? `a${parameters.findIndex((one) => one.name === changes)}` : 'result';
  const kept = returns === null || result === null ? call : `let result: ${pathOf(result)} = ${call}`;
  return `${read}${kept};\n${VALUE}::write(&${what}, &mut out);\n`;
}

function classMain({ name, parameters, methods }: Signature): string {
  const read = (list: readonly Parameter[]): string =>
    list.map(({ type }, i) => `${i > 0 ? "d.need(b','); " : ''}let a${i} = d.read::<${pathOf(type)}>(); `).join('');
  const given = (list: readonly Parameter[]): string => list.map((_, i) => `a${i}`).join(', ');
  const cases = methods.map((m) => {
    const call = `made.${snake(m.name)}(${given(m.parameters)})`;
    const done =
      m.returns === null
        ? `${call}; out.push_str("null");`
        : `let r: ${pathOf(m.returns)} = ${call}; ${VALUE}::write(&r, &mut out);`;
    return `        "${m.name}" => { ${read(m.parameters)}${done} }\n`;
  });
  return `let names = d.read::<std::vec::Vec<std::string::String>>();
d.need(b'\\n');
d.need(b'[');
d.need(b'[');
${read(parameters)}
d.need(b']');
#[allow(unused_mut)]
let mut made = ${name}::new(${given(parameters)});
out.push_str("[null");
for name in &names[1..] {
    d.need(b',');
    d.need(b'[');
    out.push(',');
    match name.as_str() {
${cases.join('')}        _ => unreachable!(),
    }
    d.need(b']');
}
out.push(']');
`;
}

export const rust: Driver = {
  name: 'Rust',
  languages: ['rust'],
  file: 'solution.rs',
  naming: { value: snake, callable: snake },
  reserved: words(
    `as async await break const continue crate dyn else enum extern false fn for if impl in let loop match mod move mut pub ref return self Self static struct
     super trait true type unsafe use where while abstract become box do final macro override priv try typeof unsized virtual yield new`,
  ),
  starter(signature) {
    const { changes, name, parameters, methods } = signature;
    const list = (own: readonly Parameter[]): string =>
      own.map((one) => `${snake(one.name)}: ${one.name === changes ? '&mut ' : ''}${typeOf(one.type)}`).join(', ');
    const returns = (type: ValueType | null): string => (type === null ? '' : ` -> ${typeOf(type)}`);
    const body = (type: ValueType | null): string => (type === null ? '    \n' : '    todo!()\n');
    const uses = basesOf(signature).has('tree') ? 'use std::cell::RefCell;\nuse std::rc::Rc;\n\n' : '';
    const note = `${uses}${nodesNote(signature, NODES, '//')}`;
    if (signature.kind === 'function')
      return `${note}impl Solution {\n    pub fn ${snake(name)}(${list(parameters)})${returns(signature.returns)} {\n${indent(body(signature.returns), 4)}    }\n}\n`;
    const parts = methods.map(
      (m) =>
        `pub fn ${snake(m.name)}(${['&mut self', ...m.parameters.map((one) => list([one]))].join(', ')})${returns(m.returns)} {\n${body(m.returns)}}\n`,
    );
    const made = `pub fn new(${list(parameters)}) -> Self {\n    todo!()\n}\n`;
    return `${note}pub struct ${name} {\n    \n}\n\nimpl ${name} {\n${indent([made, ...parts].join('\n'), 4)}}\n`;
  },
  program(signature) {
    const main = signature.kind === 'class' ? classMain(signature) : functionMain(signature);
    const top = signature.kind === 'class' ? '' : '\npub struct Solution;\n';
    return [
      {
        name: 'main.rs',
        content: `${NODES}${MADE}${SUPPORT}${top}
include!("solution.rs");

fn main() {
    let mut d = docket_driver::Driver::begin();
    let mut out = std::string::String::new();
${indent(main, 4)}    d.finish(out)
}
`,
      },
    ];
  },
};
