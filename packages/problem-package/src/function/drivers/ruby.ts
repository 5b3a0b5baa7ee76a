import { resultTypeOf, type Parameter, type Signature, type ValueType } from '@docket/contracts/judge/signature';
import { indent, snake, words, type Driver } from '../driver.ts';
import { nodesNote } from '../nodes.ts';

const TYPES: Readonly<Record<ValueType['base'], string>> = {
  int: 'Integer',
  long: 'Integer',
  float: 'Float',
  string: 'String',
  bool: 'Boolean',
  char: 'String',
  list: 'ListNode',
  tree: 'TreeNode',
  graph: 'Array<Array<Integer>>',
};

function typeOf({ base, dimensions }: ValueType): string {
  return dimensions === 0 ? TYPES[base] : `Array<${typeOf({ base, dimensions: dimensions - 1 })}>`;
}

const NODES = `class ListNode
  attr_accessor :val, :next
  def initialize(val = 0, _next = nil)
    @val = val
    @next = _next
  end
end

class TreeNode
  attr_accessor :val, :left, :right
  def initialize(val = 0, left = nil, right = nil)
    @val = val
    @left = left
    @right = right
  end
end
`;

/** By hand: Ruby's own JSON takes longer to load than most cases to run. */
const SUPPORT = String.raw`
require 'strscan'

module DocketDriver
  MOST_NODES = 2_000_000
  ESCAPES = { 'n' => "\n", 't' => "\t", 'r' => "\r", 'b' => "\b", 'f' => "\f" }.freeze

  module_function

  def begin_case
    secret, *lines = $stdin.binmode.read.force_encoding('UTF-8').split("\n", -1)
    $stdin.reopen('/dev/null')
    channel = IO.for_fd(3, 'wb')
    channel.sync = true
    finish = lambda do |text|
      [$stdout, $stderr].each { |stream| stream.flush rescue nil }
      channel.write(secret + ' ' + text + "\n")
      exit!(0)
    end
    [lines, finish]
  end

  def value(s)
    if s.skip(/\[/)
      values = []
      return values if s.skip(/\]/)
      if (plain = s.scan(/-?\d+(?:,-?\d+)*(?=\])/))
        values = plain.split(',').map(&:to_i)
      else
        loop do
          values << value(s)
          break unless s.skip(/,/)
        end
      end
      s.skip(/\]/) or raise 'the case cannot be read'
      values
    elsif s.skip(/"/)
      text = s.scan(/(?:[^"\\]|\\.)*/)
      s.skip(/"/)
      text.include?('\\') ? text.gsub(/\\(?:u([0-9a-f]{4})|(.))/) { $1 ? $1.hex.chr('UTF-8') : ESCAPES[$2] || $2 } : text
    elsif s.skip(/true/) then true
    elsif s.skip(/false/) then false
    elsif s.skip(/null/) then nil
    else
      text = s.scan(/[-+.eE\d]+/)
      text.match?(/[.eE]/) ? text.to_f : text.to_i
    end
  end

  def parse(line) = value(StringScanner.new(line))

  def read(base, dimensions, given)
    if dimensions.positive?
      return given unless %w[float list tree].include?(base)
      given.map { |one| read(base, dimensions - 1, one) }
    elsif base == 'float' then given.to_f
    elsif base == 'list' then given.reverse.reduce(nil) { |rest, one| ListNode.new(one, rest) }
    elsif base == 'tree' then read_tree(given)
    else given
    end
  end

  def read_tree(values)
    return nil if values.empty?
    root = TreeNode.new(values[0])
    nodes = [root]
    at = 1
    index = 0
    while at < values.size
      node = nodes[index]
      nodes << (node.left = TreeNode.new(values[at])) unless values[at].nil?
      nodes << (node.right = TreeNode.new(values[at + 1])) unless values[at + 1].nil?
      at += 2
      index += 1
    end
    root
  end

  def values_of_list(node)
    values = []
    while node
      raise 'the list does not end: a node leads back to one before it' if values.size == MOST_NODES
      values << node.val
      node = node.next
    end
    values
  end

  def values_of_tree(root)
    nodes = [root]
    values = []
    index = 0
    while index < nodes.size
      raise 'the tree does not end: a node is below itself' if nodes.size > MOST_NODES
      node = nodes[index]
      values << node&.val
      nodes << node.left << node.right if node
      index += 1
    end
    values.pop while !values.empty? && values.last.nil?
    values
  end

  def text(base, dimensions, given)
    if dimensions.zero? && base == 'list' then text('int', 1, values_of_list(given))
    elsif dimensions.zero? && base == 'tree' then text('int', 1, values_of_tree(given))
    else
      case given
      when nil then 'null'
      when Array then '[' + given.map { |one| text(base, dimensions - 1, one) }.join(',') + ']'
      when true, false, Integer then given.to_s
      when Float then given.finite? ? given.to_s : "\"#{given.nan? ? 'NaN' : given.positive? ? 'Infinity' : '-Infinity'}\""
      when String then '"' + given.gsub(/["\\]/) { |c| '\\' + c }.gsub(/[\x00-\x1f]/) { |c| format('\\u%04x', c.ord) } + '"'
      when Symbol then text(base, dimensions, given.to_s)
      else raise TypeError, "a #{given.class} was returned, which is no #{base}#{'[]' * dimensions}"
      end
    end
  end
end
`;

function typed({ base, dimensions }: ValueType): string {
  return `'${base}', ${dimensions}`;
}

function functionMain(signature: Signature): string {
  const { name, parameters, returns, changes } = signature;
  const result = resultTypeOf(signature);
  const read = parameters
    .map(({ type }, i) => `a${i} = DocketDriver.read(${typed(type)}, DocketDriver.parse(lines[${i}]))\n`)
    .join('');
  const call = `send(:${snake(name)}${parameters.map((_, i) => `, a${i}`).join('')})`;
  const what = returns === null ? `a${parameters.findIndex((one) => one.name === changes)}` : 'result';
  return `${read}result = ${call}\nfinish.call(DocketDriver.text(${result === null ? '' : typed(result)}, ${what}))\n`;
}

function classMain({ name, parameters, methods }: Signature): string {
  const types = (list: readonly Parameter[]): string => `[${list.map(({ type }) => `[${typed(type)}]`).join(', ')}]`;
  const table = methods
    .map(
      (m) =>
        `  '${m.name}' => [:${snake(m.name)}, ${types(m.parameters)}, ${m.returns === null ? 'nil' : `[${typed(m.returns)}]`}],\n`,
    )
    .join('');
  return `names = DocketDriver.parse(lines[0])
given = DocketDriver.parse(lines[1])
methods = {\n${table}}
read = ->(types, values) { types.zip(values).map { |type, one| DocketDriver.read(*type, one) } }
made = ${name}.new(*read.call(${types(parameters)}, given[0]))
results = ['null']
names.each_with_index do |called, index|
  next if index.zero?
  method, types, returns = methods[called]
  result = made.send(method, *read.call(types, given[index]))
  results << (returns.nil? ? 'null' : DocketDriver.text(*returns, result))
end
finish.call('[' + results.join(',') + ']')
`;
}

export const ruby: Driver = {
  name: 'Ruby',
  languages: ['ruby'],
  file: 'solution.rb',
  naming: { value: snake, callable: snake },
  reserved: words(
    `BEGIN END alias and begin break case class def defined? do else elsif end ensure false for if in module next nil not or redo rescue retry return self
     super then true undef unless until when while yield initialize`,
  ),
  functions: words('puts print p send load require raise format loop lambda proc exit abort rand sleep'),
  starter(signature) {
    const names = (list: readonly Parameter[]): string => list.map((one) => snake(one.name)).join(', ');
    const note = (list: readonly Parameter[], returns: ValueType | null): string =>
      [
        ...list.map((one) => `# @param {${typeOf(one.type)}} ${snake(one.name)}\n`),
        `# @return {${returns === null ? 'nil' : typeOf(returns)}}\n`,
      ].join('');
    const method = (name: string, list: readonly Parameter[], returns: ValueType | null): string =>
      `${note(list, returns)}def ${name}${list.length > 0 ? `(${names(list)})` : ''}\n  \nend\n`;
    const top = nodesNote(signature, NODES, '#');
    const { name, parameters, methods } = signature;
    if (signature.kind === 'function') return `${top}${method(snake(name), parameters, signature.returns)}`;
    const parts = methods.map((m) => method(snake(m.name), m.parameters, m.returns));
    return `${top}class ${name}\n${indent([method('initialize', parameters, null), ...parts].join('\n'), 2)}end\n`;
  },
  program: (signature) => [
    {
      name: 'main.rb',
      content: `${NODES}${SUPPORT}
lines, finish = DocketDriver.begin_case
load '/box/solution.rb'
${signature.kind === 'class' ? classMain(signature) : functionMain(signature)}`,
    },
  ],
};
