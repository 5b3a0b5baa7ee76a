import { StreamLanguage, type StreamParser } from '@codemirror/language';
import type { Extension } from '@codemirror/state';

/** Loads an editor mode by the name a language contract gives it; plain text for names this build does not know. */
export async function editorMode(name: string): Promise<Extension> {
  const load = MODES.get(name.toLowerCase());
  return load === undefined ? [] : load();
}

/** A mode of CodeMirror 5, which colours by scanning lines. */
async function legacy(parser: Promise<StreamParser<unknown>>): Promise<Extension> {
  return StreamLanguage.define(await parser);
}

const clike = () => import('@codemirror/legacy-modes/mode/clike');
const mllike = () => import('@codemirror/legacy-modes/mode/mllike');

const cpp = async () => (await import('@codemirror/lang-cpp')).cpp();
const lisp = () => legacy(import('@codemirror/legacy-modes/mode/commonlisp').then((mode) => mode.commonLisp));
const shell = () => legacy(import('@codemirror/legacy-modes/mode/shell').then((mode) => mode.shell));
const octave = () => legacy(import('@codemirror/legacy-modes/mode/octave').then((mode) => mode.octave));
const assembly = () => legacy(import('@codemirror/legacy-modes/mode/gas').then((mode) => mode.gas));

/** Each is a part of the build of its own, loaded when a program in that language is opened. */
const MODES: ReadonlyMap<string, () => Promise<Extension>> = new Map([
  ['c', cpp],
  ['cpp', cpp],
  ['java', async () => (await import('@codemirror/lang-java')).java()],
  ['javascript', async () => (await import('@codemirror/lang-javascript')).javascript()],
  ['typescript', async () => (await import('@codemirror/lang-javascript')).javascript({ typescript: true })],
  ['python', async () => (await import('@codemirror/lang-python')).python()],
  ['ada', () => legacy(import('@codemirror/legacy-modes/mode/vhdl').then((mode) => mode.vhdl))],
  ['asm', assembly],
  ['assembly', assembly],
  ['gas', assembly],
  ['awk', shell],
  ['bash', shell],
  ['shell', shell],
  ['brainfuck', () => legacy(import('@codemirror/legacy-modes/mode/brainfuck').then((mode) => mode.brainfuck))],
  ['clojure', () => legacy(import('@codemirror/legacy-modes/mode/clojure').then((mode) => mode.clojure))],
  ['cobol', () => legacy(import('@codemirror/legacy-modes/mode/cobol').then((mode) => mode.cobol))],
  ['commonlisp', lisp],
  ['lisp', lisp],
  ['crystal', () => legacy(import('@codemirror/legacy-modes/mode/crystal').then((mode) => mode.crystal))],
  ['csharp', () => legacy(clike().then((mode) => mode.csharp))],
  ['d', () => legacy(import('@codemirror/legacy-modes/mode/d').then((mode) => mode.d))],
  ['dart', () => legacy(clike().then((mode) => mode.dart))],
  ['elixir', () => legacy(import('@codemirror/legacy-modes/mode/ruby').then((mode) => mode.ruby))],
  ['erlang', () => legacy(import('@codemirror/legacy-modes/mode/erlang').then((mode) => mode.erlang))],
  ['forth', () => legacy(import('@codemirror/legacy-modes/mode/forth').then((mode) => mode.forth))],
  ['fortran', () => legacy(import('@codemirror/legacy-modes/mode/fortran').then((mode) => mode.fortran))],
  ['fsharp', () => legacy(mllike().then((mode) => mode.fSharp))],
  ['go', () => legacy(import('@codemirror/legacy-modes/mode/go').then((mode) => mode.go))],
  ['groovy', () => legacy(import('@codemirror/legacy-modes/mode/groovy').then((mode) => mode.groovy))],
  ['haskell', () => legacy(import('@codemirror/legacy-modes/mode/haskell').then((mode) => mode.haskell))],
  ['julia', () => legacy(import('@codemirror/legacy-modes/mode/julia').then((mode) => mode.julia))],
  ['kotlin', () => legacy(clike().then((mode) => mode.kotlin))],
  ['lua', () => legacy(import('@codemirror/legacy-modes/mode/lua').then((mode) => mode.lua))],
  ['nim', async () => (await import('@codemirror/lang-python')).python()],
  ['ocaml', () => legacy(mllike().then((mode) => mode.oCaml))],
  ['octave', octave],
  ['matlab', octave],
  ['pascal', () => legacy(import('@codemirror/legacy-modes/mode/pascal').then((mode) => mode.pascal))],
  ['perl', () => legacy(import('@codemirror/legacy-modes/mode/perl').then((mode) => mode.perl))],
  // The tags that begin PHP are no C; what is between them is near enough.
  ['php', () => legacy(clike().then((mode) => mode.java))],
  ['prolog', () => legacy(import('@codemirror/legacy-modes/mode/erlang').then((mode) => mode.erlang))],
  ['r', () => legacy(import('@codemirror/legacy-modes/mode/r').then((mode) => mode.r))],
  ['ruby', () => legacy(import('@codemirror/legacy-modes/mode/ruby').then((mode) => mode.ruby))],
  ['rust', () => legacy(import('@codemirror/legacy-modes/mode/rust').then((mode) => mode.rust))],
  ['scala', () => legacy(clike().then((mode) => mode.scala))],
  ['scheme', () => legacy(import('@codemirror/legacy-modes/mode/scheme').then((mode) => mode.scheme))],
  ['smalltalk', () => legacy(import('@codemirror/legacy-modes/mode/smalltalk').then((mode) => mode.smalltalk))],
  ['sql', () => legacy(import('@codemirror/legacy-modes/mode/sql').then((mode) => mode.sqlite))],
  ['sqlite', () => legacy(import('@codemirror/legacy-modes/mode/sql').then((mode) => mode.sqlite))],
  ['swift', () => legacy(import('@codemirror/legacy-modes/mode/swift').then((mode) => mode.swift))],
  ['tcl', () => legacy(import('@codemirror/legacy-modes/mode/tcl').then((mode) => mode.tcl))],
  ['vb', () => legacy(import('@codemirror/legacy-modes/mode/vb').then((mode) => mode.vb))],
]);
