/** What people write, in each language: it reads a number of lines and the lines, sorts, counts, recurs and uses a second file. */
export type WorkedProgram = {
  /** The main one first. */
  readonly files: readonly (readonly [name: string, content: string])[];
  /** Without whole numbers of any length in the language or its library. */
  readonly small?: true;
};

export const WORKED_INPUT = '3\nanna 30\nbob 5\ncarl 30';
/** Names by figure and name, in capitals; the sum; the 20th Fibonacci number; a counter counted three times; what the second file has. */
const SAID = 'ANNA 30\nCARL 30\nBOB 5\n65\n6765\n3\n42\n';
/** 2 to the 100th power, where numbers go so far. */
const BIG = '1267650600228229401496703205376\n';

export function workedOutput({ small }: WorkedProgram): string {
  return small === true ? SAID : SAID + BIG;
}

const C_MAIN = `#include <ctype.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include "answer.h"
struct person { char name[20]; int figure; };
static int by_figure(const void *a, const void *b) {
    const struct person *x = a, *y = b;
    return x->figure != y->figure ? y->figure - x->figure : strcmp(x->name, y->name);
}
static int fib(int n) { return n < 2 ? n : fib(n - 1) + fib(n - 2); }
static int count(void) { static int n; return ++n; }
int main(void) {
    char line[100];
    int n = atoi(fgets(line, sizeof line, stdin)), sum = 0;
    struct person *all = calloc(n, sizeof *all);
    for (int i = 0; i < n; i++) {
        fgets(line, sizeof line, stdin);
        sscanf(line, "%19s %d", all[i].name, &all[i].figure);
        for (char *c = all[i].name; *c; c++) *c = toupper(*c);
        sum += all[i].figure;
    }
    qsort(all, n, sizeof *all, by_figure);
    for (int i = 0; i < n; i++) printf("%s %d\\n", all[i].name, all[i].figure);
    count(), count();
    printf("%d\\n%d\\n%d\\n%d\\n", sum, fib(20), count(), answer());
}
`;
const C_FILES = (ending: string): WorkedProgram => ({
  small: true,
  files: [
    [`main${ending}`, C_MAIN],
    ['answer.h', 'int answer(void);\n'],
    [`answer${ending}`, '#include "answer.h"\nint answer(void) { return 42; }\n'],
  ],
});

const CPP: WorkedProgram = {
  small: true,
  files: [
    [
      'main.cpp',
      `#include <bits/stdc++.h>
#include "answer.hpp"
using namespace std;
class Person {
public:
    string name;
    int figure;
    Person(string n, int f) : name(move(n)), figure(f) {}
    string loud() const { string s = name; transform(s.begin(), s.end(), s.begin(), ::toupper); return s; }
};
int main() {
    string line;
    getline(cin, line);
    vector<Person> all;
    map<string, int> figures;
    while (getline(cin, line)) {
        istringstream words(line);
        string name; int figure;
        words >> name >> figure;
        all.emplace_back(name, figure);
        figures[name] = figure;
    }
    sort(all.begin(), all.end(), [](const Person &a, const Person &b) { return tie(b.figure, a.name) < tie(a.figure, b.name); });
    for (auto &[name, figure] : figures) if (figure < 0) return 1;
    for (auto &p : all) cout << p.loud() << ' ' << p.figure << '\\n';
    cout << accumulate(all.begin(), all.end(), 0, [](int s, const Person &p) { return s + p.figure; }) << '\\n';
    function<int(int)> fib = [&](int n) { return n < 2 ? n : fib(n - 1) + fib(n - 2); };
    auto counter = [n = 0]() mutable { return ++n; };
    counter(); counter();
    cout << fib(20) << '\\n' << counter() << '\\n' << answer() << endl;
}
`,
    ],
    ['answer.hpp', '#pragma once\nint answer();\n'],
    ['answer.cpp', '#include "answer.hpp"\nint answer() { return 42; }\n'],
  ],
};

const JAVASCRIPT = (types: boolean): string => {
  const t = (text: string): string => (types ? text : '');
  return `import { readFileSync } from 'node:fs';
import { answer } from './answer.${types ? 'ts' : 'mjs'}';
class Person {
  name${t(': string')}; figure${t(': number')};
  constructor(name${t(': string')}, figure${t(': number')}) { this.name = name; this.figure = figure; }
  get loud()${t(': string')} { return this.name.toUpperCase(); }
}
const lines${t(': string[]')} = readFileSync(0, 'utf8').split('\\n');
const all = lines.slice(1, 1 + Number(lines[0])).map((line) => { const [name = '', figure] = line.split(' '); return new Person(name, Number(figure)); });
all.sort((a, b) => b.figure - a.figure || a.name.localeCompare(b.name));
for (const { loud, figure } of all) console.log(loud, figure);
const byName = new Map(all.map((p) => [p.name, p.figure]));
console.log([...byName.values()].reduce((a, b) => a + b, 0));
const fib = (n${t(': number')})${t(': number')} => (n < 2 ? n : fib(n - 1) + fib(n - 2));
function counter() { let n = 0; return () => ++n; }
const count = counter();
count(); count();
console.log(fib(20)); console.log(count()); console.log(answer);
console.log(String(2n ** 100n));
`;
};

const PYTHON: WorkedProgram = {
  files: [
    [
      'main.py',
      `import sys
from functools import lru_cache
from collections import defaultdict
from answer import answer

class Person:
    def __init__(self, name, figure):
        self.name = name
        self.figure = figure
    def __str__(self):
        return f"{self.name.upper()} {self.figure}"

n = int(input())
people = [Person(w[0], int(w[1])) for w in (line.split() for line in sys.stdin)]
assert len(people) == n
groups = defaultdict(list)
for p in people:
    groups[p.figure].append(p)
for p in sorted(people, key=lambda p: (-p.figure, p.name)):
    print(p)
print(sum(figure * len(some) for figure, some in groups.items()))

@lru_cache(maxsize=None)
def fib(n):
    return n if n < 2 else fib(n - 1) + fib(n - 2)
print(fib(20))

def counter():
    n = 0
    def count():
        nonlocal n
        n += 1
        return n
    return count
c = counter()
c(); c()
print(c())
print(answer)
print(2 ** 100)
`,
    ],
    ['answer.py', 'answer = 42\n'],
  ],
};

export const WORKED: Readonly<Record<string, WorkedProgram>> = {
  c: C_FILES('.c'),
  objectivec: C_FILES('.m'),
  cpp17: CPP,
  cpp20: CPP,
  cpp23: CPP,
  python3: PYTHON,
  pypy3: PYTHON,
  javascript: {
    files: [
      ['main.mjs', JAVASCRIPT(false)],
      ['answer.mjs', 'export const answer = 42;\n'],
    ],
  },
  typescript: {
    files: [
      ['main.ts', JAVASCRIPT(true)],
      ['answer.ts', 'export const answer: number = 42;\n'],
    ],
  },
  java: {
    files: [
      [
        'Main.java',
        `import java.io.*;
import java.math.BigInteger;
import java.util.*;
import java.util.function.*;
import java.util.stream.*;
public class Main {
    record Person(String name, int figure) { String loud() { return name.toUpperCase(Locale.ROOT); } }
    static int fib(int n) { return n < 2 ? n : fib(n - 1) + fib(n - 2); }
    static Supplier<Integer> counter() { int[] n = {0}; return () -> ++n[0]; }
    public static void main(String[] args) throws IOException {
        BufferedReader in = new BufferedReader(new InputStreamReader(System.in));
        int n = Integer.parseInt(in.readLine().trim());
        List<Person> all = new ArrayList<>();
        for (String line; (line = in.readLine()) != null;) { StringTokenizer w = new StringTokenizer(line); all.add(new Person(w.nextToken(), Integer.parseInt(w.nextToken()))); }
        if (all.size() != n) throw new IllegalStateException();
        all.sort(Comparator.comparingInt(Person::figure).reversed().thenComparing(Person::name));
        for (Person p : all) System.out.println(p.loud() + " " + p.figure());
        Map<String, Integer> by = all.stream().collect(Collectors.toMap(Person::name, Person::figure));
        System.out.println(by.values().stream().mapToInt(Integer::intValue).sum());
        Supplier<Integer> count = counter();
        count.get(); count.get();
        System.out.printf("%d\\n%d\\n%d\\n%s\\n", fib(20), count.get(), Answer.VALUE, BigInteger.TWO.pow(100));
    }
}
`,
      ],
      ['Answer.java', 'final class Answer { static final int VALUE = 42; }\n'],
    ],
  },
  kotlin: {
    files: [
      [
        'main.kt',
        `import java.math.BigInteger
data class Person(val name: String, val figure: Int) {
    val loud: String get() = name.toUpperCase()
}
class Counter(private var n: Int = 0) { fun next(): Int { n += 1; return n } }
fun fib(n: Int): Int = if (n < 2) n else fib(n - 1) + fib(n - 2)
fun counter(): () -> Int { val c = Counter(); return { c.next() } }
fun parse(line: String?): Person? = line?.split(" ")?.let { Person(it[0], it[1].toInt()) }
fun main(args: Array<String>) {
    val n: Int = readLine()!!.toInt()
    val all: MutableList<Person> = mutableListOf()
    generateSequence(::readLine).forEach { line -> parse(line)?.let { all.add(it) } }
    require(all.size == n && args.isEmpty())
    all.sortWith(compareByDescending<Person> { it.figure }.thenBy { it.name })
    all.forEach { println("\${it.loud} \${it.figure}") }
    val by: Map<String, Int> = all.associate { it.name to it.figure }
    println(by.values.sum())
    val count = counter()
    repeat(2) { count() }
    println(fib(20)); println(count()); println(answer()); println(BigInteger.valueOf(2).pow(100))
}
`,
      ],
      ['answer.kt', 'fun answer(): Int = 42\n'],
    ],
  },
  scala: {
    files: [
      [
        'Main.scala',
        `import scala.collection.mutable
import scala.io.Source
case class Person(name: String, figure: Int) { def loud: String = name.toUpperCase }
object Main {
  def fib(n: Int): Int = if (n < 2) n else fib(n - 1) + fib(n - 2)
  def counter(): () => Int = { var n = 0; () => { n += 1; n } }
  def main(args: Array[String]): Unit = {
    val lines = Source.stdin.getLines()
    val n = lines.next().toInt
    val all = lines.map(_.split(" ")).map(w => Person(w(0), w(1).toInt)).toList
    require(all.size == n)
    all.sortBy(p => (-p.figure, p.name)).foreach(p => println(p.loud + " " + p.figure))
    val by = mutable.Map[String, Int]()
    for (p <- all) by(p.name) = p.figure
    println(by.values.sum)
    val count = counter()
    count(); count()
    println(fib(20)); println(count()); println(Answer.value); println(BigInt(2).pow(100))
  }
}
`,
      ],
      ['Answer.scala', 'object Answer { val value: Int = 42 }\n'],
    ],
  },
  groovy: {
    files: [
      [
        'Main.groovy',
        `class Person { String name; int figure; String loud() { name.toUpperCase() } }
int fib(int n) { n < 2 ? n : fib(n - 1) + fib(n - 2) }
def input = System.in.newReader()
int n = input.readLine() as int
def all = input.readLines().collect { def w = it.split(' '); new Person(name: w[0], figure: w[1] as int) }
assert all.size() == n
all.sort { a, b -> b.figure <=> a.figure ?: a.name <=> b.name }
all.each { println "\${it.loud()} \${it.figure}" }
println all.collectEntries { [it.name, it.figure] }.values().sum()
def counter = { -> int k = 0; return { -> ++k } }
def count = counter()
count(); count()
println fib(20)
println count()
println Answer.VALUE
println 2G ** 100
`,
      ],
      ['Answer.groovy', 'class Answer { static final int VALUE = 42 }\n'],
    ],
  },
  go: {
    files: [
      [
        'main.go',
        `package main

import (
	"bufio"
	"fmt"
	"math/big"
	"os"
	"sort"
	"strings"
)

type person struct {
	name   string
	figure int
}

func (p person) String() string { return fmt.Sprintf("%s %d", strings.ToUpper(p.name), p.figure) }
func fib(n int) int {
	if n < 2 {
		return n
	}
	return fib(n-1) + fib(n-2)
}
func counter() func() int { n := 0; return func() int { n++; return n } }

func main() {
	in := bufio.NewScanner(os.Stdin)
	in.Scan()
	by := map[string]int{}
	var all []person
	for in.Scan() {
		var p person
		fmt.Sscan(in.Text(), &p.name, &p.figure)
		all = append(all, p)
		by[p.name] = p.figure
	}
	sort.Slice(all, func(i, j int) bool {
		return all[i].figure > all[j].figure || all[i].figure == all[j].figure && all[i].name < all[j].name
	})
	sum := 0
	for _, f := range by {
		sum += f
	}
	for _, p := range all {
		fmt.Println(p)
	}
	count := counter()
	count()
	count()
	fmt.Printf("%d\\n%d\\n%d\\n%d\\n%s\\n", sum, fib(20), count(), answer(), new(big.Int).Exp(big.NewInt(2), big.NewInt(100), nil))
}
`,
      ],
      ['answer.go', 'package main\n\nfunc answer() int { return 42 }\n'],
    ],
  },
  rust: {
    small: true,
    files: [
      [
        'main.rs',
        `mod answer;
use std::collections::HashMap;
use std::fmt;
use std::io::{self, BufRead};
#[derive(Clone, PartialEq, Debug)]
struct Person { name: String, figure: i64 }
impl fmt::Display for Person {
    fn fmt(&self, f: &mut fmt::Formatter) -> fmt::Result { write!(f, "{} {}", self.name.to_uppercase(), self.figure) }
}
fn fib(n: u32) -> u32 { if n < 2 { n } else { fib(n - 1) + fib(n - 2) } }
fn counter() -> impl FnMut() -> i32 { let mut n = 0; move || { n += 1; n } }
fn main() {
    let stdin = io::stdin();
    let mut lines = stdin.lock().lines().map(|l| l.unwrap());
    let n: usize = lines.next().unwrap().trim().parse().unwrap();
    let mut all: Vec<Person> = lines.map(|l| { let w: Vec<&str> = l.split_whitespace().collect(); Person { name: w[0].to_string(), figure: w[1].parse().unwrap() } }).collect();
    assert_eq!(all.len(), n);
    all.sort_by(|a, b| b.figure.cmp(&a.figure).then_with(|| a.name.cmp(&b.name)));
    let by: HashMap<&str, i64> = all.iter().map(|p| (p.name.as_str(), p.figure)).collect();
    for p in &all { println!("{}", p); }
    let mut count = counter();
    count(); count();
    println!("{}\\n{}\\n{}\\n{}", by.values().sum::<i64>(), fib(20), count(), answer::ANSWER);
}
`,
      ],
      ['answer.rs', 'pub const ANSWER: i32 = 42;\n'],
    ],
  },
  csharp: {
    files: [
      [
        'Main.cs',
        `using System;
using System.Collections.Generic;
using System.Linq;
using System.Numerics;
class Person {
    public string Name { get; }
    public int Figure { get; }
    public Person(string name, int figure) { Name = name; Figure = figure; }
    public override string ToString() => $"{Name.ToUpperInvariant()} {Figure}";
}
class Program {
    static int Fib(int n) => n < 2 ? n : Fib(n - 1) + Fib(n - 2);
    static Func<int> Counter() { int n = 0; return () => ++n; }
    static void Main() {
        int n = int.Parse(Console.ReadLine());
        var all = new List<Person>();
        string line;
        while ((line = Console.In.ReadLine()) != null) { var w = line.Split(' '); all.Add(new Person(w[0], int.Parse(w[1]))); }
        if (all.Count != n) throw new Exception();
        foreach (var p in all.OrderByDescending(p => p.Figure).ThenBy(p => p.Name)) Console.WriteLine(p);
        var by = all.ToDictionary(p => p.Name, p => p.Figure);
        var count = Counter();
        count(); count();
        Console.WriteLine(by.Values.Sum());
        Console.WriteLine(Fib(20)); Console.WriteLine(count()); Console.WriteLine(Answer.Value); Console.WriteLine(BigInteger.Pow(2, 100));
    }
}
`,
      ],
      ['Answer.cs', 'static class Answer { public const int Value = 42; }\n'],
    ],
  },
  ruby: {
    files: [
      [
        'main.rb',
        `require 'set'
require_relative 'answer'
class Person
  attr_reader :name, :figure
  def initialize(name, figure) = (@name, @figure = name, figure)
  def to_s = "#{@name.upcase} #{@figure}"
end
n = gets.to_i
all = $stdin.each_line.map { |line| name, figure = line.split; Person.new(name, figure.to_i) }
raise 'count' unless all.size == n
all.sort { |a, b| [b.figure, a.name] <=> [a.figure, b.name] }.each { |p| puts p }
puts all.to_h { |p| [p.name, p.figure] }.values.sum
def fib(n) = n < 2 ? n : fib(n - 1) + fib(n - 2)
k = 0
count = -> { k += 1 }
2.times { count.call }
puts fib(20), count.call, ANSWER, 2**100
`,
      ],
      ['answer.rb', 'ANSWER = 42\n'],
    ],
  },
  perl: {
    files: [
      [
        'main.pl',
        `use strict; use warnings;
use bigint ();
use Math::BigInt;
use Answer;
package Person { sub new { my ($class, %own) = @_; return bless {%own}, $class } sub loud { uc $_[0]{name} } }
my $n = <STDIN>;
my (@all, %by);
while (my $line = <STDIN>) { chomp $line; my ($name, $figure) = split ' ', $line; push @all, Person->new(name => $name, figure => $figure); $by{$name} = $figure }
die unless @all == $n;
print $_->loud, " $_->{figure}\\n" for sort { $b->{figure} <=> $a->{figure} or $a->{name} cmp $b->{name} } @all;
my $sum = 0; $sum += $_ for values %by;
sub fib { my $n = shift; $n < 2 ? $n : fib($n - 1) + fib($n - 2) }
my $count = do { my $k = 0; sub { ++$k } };
$count->(); $count->();
print "$_\\n" for $sum, fib(20), $count->(), Answer::answer(), Math::BigInt->new(2)->bpow(100);
`,
      ],
      ['Answer.pm', 'package Answer;\nsub answer { 42 }\n1;\n'],
    ],
  },
  php: {
    small: true,
    files: [
      [
        'main.php',
        `<?php
require __DIR__ . '/answer.php';
class Person {
    public function __construct(public string $name, public int $figure) {}
    public function __toString(): string { return strtoupper($this->name) . " $this->figure"; }
}
$n = (int) fgets(STDIN);
$all = [];
while (($line = fgets(STDIN)) !== false) { [$name, $figure] = explode(' ', trim($line)); $all[] = new Person($name, (int) $figure); }
if (count($all) !== $n) exit(1);
usort($all, fn($a, $b) => [$b->figure, $a->name] <=> [$a->figure, $b->name]);
foreach ($all as $p) echo "$p\\n";
function fib(int $n): int { return $n < 2 ? $n : fib($n - 1) + fib($n - 2); }
$k = 0;
$count = function () use (&$k) { return ++$k; };
$count(); $count();
echo array_sum(array_column($all, 'figure', 'name')), "\\n", fib(20), "\\n", $count(), "\\n", answer(), "\\n";
`,
      ],
      ['answer.php', '<?php\nfunction answer(): int { return 42; }\n'],
    ],
  },
  lua: {
    small: true,
    files: [
      [
        'main.lua',
        `local answer = require("answer")
local Person = {}
Person.__index = Person
function Person.new(name, figure) return setmetatable({ name = name, figure = figure }, Person) end
function Person:loud() return self.name:upper() end
local n = tonumber(io.read("l"))
local all, by = {}, {}
for line in io.lines() do
  local name, figure = line:match("(%a+) (%d+)")
  all[#all + 1] = Person.new(name, tonumber(figure))
  by[name] = tonumber(figure)
end
assert(#all == n)
table.sort(all, function(a, b) if a.figure ~= b.figure then return a.figure > b.figure end return a.name < b.name end)
for _, p in ipairs(all) do print(p:loud() .. " " .. p.figure) end
local sum = 0
for _, f in pairs(by) do sum = sum + f end
local function fib(n) return n < 2 and n or fib(n - 1) + fib(n - 2) end
local function counter() local k = 0 return function() k = k + 1 return k end end
local count = counter()
count() count()
print(sum) print(fib(20)) print(count()) print(answer)
`,
      ],
      ['answer.lua', 'return 42\n'],
    ],
  },
  haskell: {
    files: [
      [
        'Main.hs',
        `module Main where
import Answer
import Data.Char (toUpper)
import Data.IORef
import Data.List (sortBy)
import Data.Ord (comparing, Down(..))
import qualified Data.Map as Map
data Person = Person { name :: String, figure :: Int } deriving (Eq, Show)
parse :: String -> Person
parse line = case words line of { [n, f] -> Person n (read f); _ -> error "line" }
fib :: Int -> Int
fib n = if n < 2 then n else fib (n - 1) + fib (n - 2)
counter :: IO (IO Int)
counter = do { r <- newIORef 0; return (modifyIORef r (+ 1) >> readIORef r) }
main :: IO ()
main = do
  n <- readLn :: IO Int
  people <- map parse . lines <$> getContents
  let sorted = sortBy (comparing (Down . figure) <> comparing name) people
  if length people /= n then error "count" else return ()
  mapM_ (\\p -> putStrLn (map toUpper (name p) ++ " " ++ show (figure p))) sorted
  print (sum (Map.elems (Map.fromList [(name p, figure p) | p <- people])))
  print (fib 20)
  count <- counter
  _ <- count
  _ <- count
  count >>= print
  print answer
  print (2 ^ (100 :: Int) :: Integer)
`,
      ],
      ['Answer.hs', 'module Answer where\nanswer :: Int\nanswer = 42\n'],
    ],
  },
  ocaml: {
    small: true,
    files: [
      [
        'main.ml',
        `type person = { name : string; figure : int }
let rec fib n = if n < 2 then n else fib (n - 1) + fib (n - 2)
let counter () = let n = ref 0 in fun () -> incr n; !n
class loud name = object method text = String.uppercase_ascii name end
let () =
  let n = int_of_string (String.trim (input_line stdin)) in
  let by = Hashtbl.create 10 in
  let rec read all = match input_line stdin with
    | line -> Scanf.sscanf line "%s %d" (fun name figure -> Hashtbl.replace by name figure; read ({ name; figure } :: all))
    | exception End_of_file -> List.rev all in
  let all = read [] in
  assert (List.length all = n);
  List.sort (fun a b -> match compare b.figure a.figure with 0 -> compare a.name b.name | c -> c) all
  |> List.iter (fun p -> Printf.printf "%s %d\\n" (new loud p.name)#text p.figure);
  let count = counter () in
  ignore (count ()); ignore (count ());
  Printf.printf "%d\\n%d\\n%d\\n%d\\n" (Hashtbl.fold (fun _ f s -> f + s) by 0) (fib 20) (count ()) Answer.answer
`,
      ],
      ['answer.ml', 'let answer = 42\n'],
    ],
  },
  pascal: {
    small: true,
    files: [
      [
        'main.pas',
        `program main;
{$mode objfpc}{$H+}
uses SysUtils, Classes, answers;
type
  TPerson = class
    Name: string; Figure: integer;
    constructor Create(const AName: string; AFigure: integer);
  end;
  TCounter = class
    n: integer;
    function Next: integer;
  end;
constructor TPerson.Create(const AName: string; AFigure: integer);
begin Name := AName; Figure := AFigure; end;
function TCounter.Next: integer;
begin Inc(n); Result := n; end;
function Fib(n: integer): integer;
begin if n < 2 then Result := n else Result := Fib(n - 1) + Fib(n - 2); end;
function ByFigure(a, b: Pointer): integer;
begin
  Result := TPerson(b).Figure - TPerson(a).Figure;
  if Result = 0 then Result := CompareStr(TPerson(a).Name, TPerson(b).Name);
end;
var
  all: TList; line: string; n, i, at, sum: integer; c: TCounter;
begin
  readln(n);
  all := TList.Create; sum := 0;
  while not eof do begin
    readln(line);
    at := Pos(' ', line);
    all.Add(TPerson.Create(Copy(line, 1, at - 1), StrToInt(Copy(line, at + 1, 20))));
  end;
  if all.Count <> n then halt(1);
  all.Sort(@ByFigure);
  for i := 0 to all.Count - 1 do begin
    writeln(UpperCase(TPerson(all[i]).Name), ' ', TPerson(all[i]).Figure);
    sum := sum + TPerson(all[i]).Figure;
  end;
  c := TCounter.Create; c.Next; c.Next;
  writeln(sum); writeln(Fib(20)); writeln(c.Next); writeln(answer);
end.
`,
      ],
      ['answers.pas', 'unit answers;\ninterface\nconst answer = 42;\nimplementation\nend.\n'],
    ],
  },
  d: {
    files: [
      [
        'main.d',
        `import std.algorithm, std.array, std.bigint, std.conv, std.stdio, std.string, std.uni;
import answer;
class Person {
    string name; int figure;
    this(string name, int figure) { this.name = name; this.figure = figure; }
    override string toString() const { return name.toUpper ~ " " ~ figure.to!string; }
}
int fib(int n) { return n < 2 ? n : fib(n - 1) + fib(n - 2); }
int delegate() counter() { int n; return () => ++n; }
void main() {
    auto n = readln.strip.to!int;
    Person[] all; int[string] by;
    foreach (line; stdin.byLineCopy) { auto w = line.split; all ~= new Person(w[0], w[1].to!int); by[w[0]] = w[1].to!int; }
    assert(all.length == n);
    all.sort!((a, b) => a.figure != b.figure ? a.figure > b.figure : a.name < b.name);
    foreach (p; all) writeln(p);
    auto count = counter(); count(); count();
    writeln(by.byValue.sum); writeln(fib(20)); writeln(count()); writeln(answerIs); writeln(BigInt(2) ^^ 100);
}
`,
      ],
      ['answer.d', 'module answer;\nenum answerIs = 42;\n'],
    ],
  },
  nim: {
    small: true,
    files: [
      [
        'main.nim',
        `import algorithm, strutils, tables, sequtils, math
import answers
type Person = ref object
  name: string
  figure: int
proc loud(p: Person): string = p.name.toUpperAscii & " " & $p.figure
proc fib(n: int): int = (if n < 2: n else: fib(n - 1) + fib(n - 2))
proc counter(): proc (): int =
  var n = 0
  result = proc (): int = (inc n; n)
let n = stdin.readLine.parseInt
var all: seq[Person]
var by = initTable[string, int]()
for line in stdin.lines:
  let w = line.split(' ')
  all.add Person(name: w[0], figure: parseInt(w[1]))
  by[w[0]] = parseInt(w[1])
doAssert all.len == n
all.sort(proc (a, b: Person): int = (if a.figure != b.figure: cmp(b.figure, a.figure) else: cmp(a.name, b.name)))
for p in all: echo p.loud
let count = counter()
discard count()
discard count()
echo toSeq(by.values).sum
echo fib(20)
echo count()
echo answer
`,
      ],
      ['answers.nim', 'const answer* = 42\n'],
    ],
  },
};
