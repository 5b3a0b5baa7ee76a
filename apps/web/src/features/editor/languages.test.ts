import { ensureSyntaxTree } from '@codemirror/language';
import { EditorState } from '@codemirror/state';
import { expect, it } from 'vitest';
import { editorMode } from './languages.ts';

async function treeOf(mode: string, code: string): Promise<string> {
  const state = EditorState.create({ doc: code, extensions: await editorMode(mode) });
  return ensureSyntaxTree(state, code.length, 1000)?.toString() ?? '';
}

it.each([
  ['rust', 'fn main() { let x = 1; }'],
  ['go', 'package main\nfunc main() {}'],
  ['csharp', 'class A { static void Main() {} }'],
  ['kotlin', 'fun main() { val x = 1 }'],
  ['ruby', 'def f\n  1\nend'],
  ['php', '<?php function f() { return 1; }'],
  ['haskell', 'main = do\n  let x = 1 in print x'],
  ['ocaml', 'let f x = match x with _ -> 1'],
  ['pascal', 'program p; begin end.'],
  ['fortran', 'program p\nend program'],
  ['ada', 'procedure P is begin null; end P;'],
  ['sql', 'SELECT 1 FROM t'],
  ['gas', 'main:\n  mov $1, %eax # one'],
  ['CPP', 'int main() {}'],
])('colours %s', async (mode, code) => {
  expect(await treeOf(mode, code)).toMatch(/keyword|def|comment|FunctionDefinition/);
});

it('shows what it does not know as plain text', async () => {
  expect(await editorMode('a language of next year')).toEqual([]);
});
