import { DocketError } from '@docket/contracts/errors';
import type { Language } from '@docket/contracts/http/language';
import { CODE_LIMIT_BYTES, type SourceFile } from '@docket/contracts/http/submission';
import type { Ctx } from '../../spine/ctx.ts';
import { listLanguages } from '../language/list-languages.ts';
import { singleFileName } from './source-name.ts';

/** Code as people send it: one text or several files. */
export type SentSource = {
  readonly language: string;
  readonly code?: string | undefined;
  readonly files?: readonly SourceFile[] | undefined;
};

/** File names a compiler and an archive take alike: one path segment, no leading dash or dot. */
const FILE_NAME = /^[A-Za-z0-9_][A-Za-z0-9_.-]*$/;

function readFiles(source: SentSource, extension: string): readonly SourceFile[] {
  const files = source.files ?? [{ name: singleFileName(extension), content: source.code ?? '' }];
  for (const file of files) {
    if (!FILE_NAME.test(file.name)) {
      throw new DocketError(
        'invalid_request',
        `The file name ${JSON.stringify(file.name)} is not accepted: use letters, digits, dot, dash and underscore.`,
      );
    }
    if (file.content.includes('\0')) {
      throw new DocketError(
        'invalid_code',
        `${file.name} holds a NUL character, which no compiler takes; send the source as UTF-8 text.`,
      );
    }
    if (!file.content.isWellFormed()) {
      throw new DocketError('invalid_code', `${file.name} holds half a surrogate pair; send the source as UTF-8 text.`);
    }
  }
  if (new Set(files.map((file) => file.name)).size !== files.length) {
    throw new DocketError('invalid_request', 'Two files have the same name; names must differ.');
  }
  return files;
}

/**
 * The files of code that was sent, fit to be stored and judged here, and the language as the workers report it.
 * @throws DocketError unknown_language, invalid_request (names), invalid_code, code_too_large
 */
export async function readSource(
  ctx: Pick<Ctx, 'db'>,
  source: SentSource,
): Promise<{ readonly files: readonly SourceFile[]; readonly codeBytes: number; readonly language: Language }> {
  const languages = await listLanguages(ctx);
  const language = languages.find((known) => known.id === source.language);
  if (language === undefined) {
    const known = languages.map((each) => each.id).join(', ') || 'none yet: no worker has reported';
    throw new DocketError(
      'unknown_language',
      `This installation does not judge ${JSON.stringify(source.language)}. It judges: ${known}.`,
    );
  }
  const files = readFiles(source, language.extensions[0] ?? '.txt');
  const codeBytes = files.reduce((sum, file) => sum + Buffer.byteLength(file.content), 0);
  if (codeBytes > CODE_LIMIT_BYTES) {
    throw new DocketError(
      'code_too_large',
      `The code has ${codeBytes} bytes; at most ${CODE_LIMIT_BYTES} are accepted.`,
    );
  }
  return { files, codeBytes, language };
}
