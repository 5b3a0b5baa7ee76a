import { canonicalAnswer, canonicalInput, CaseFault } from '@docket/contracts/judge/function-case';
import type { Signature } from '@docket/contracts/judge/signature';
import { DocketError } from '@docket/contracts/errors';
import { shownPath } from '../files.ts';
import type { PackageTest } from '../types.ts';
import { decodeText } from '../yaml-map.ts';

/** Tests as drivers read them. @throws DocketError `package_invalid` with file and line where one does not fit the signature */
export function canonicalTests(signature: Signature, tests: readonly PackageTest[]): readonly PackageTest[] {
  return tests.map((test) => {
    const file = `data/${shownPath(test.name)}`;
    if (test.args !== null) throw new DocketError('package_invalid', `${file}: args cannot be given to a function.`);
    const input = located(`${file}.in`, () => canonicalInput(signature, decodeText(test.input, `${file}.in`)));
    const answer = located(`${file}.ans`, () =>
      canonicalAnswer(signature, input, decodeText(test.answer, `${file}.ans`)),
    );
    return { ...test, input: Buffer.from(input), answer: Buffer.from(answer) };
  });
}

function located(file: string, read: () => string): string {
  try {
    return read();
  } catch (error) {
    if (error instanceof CaseFault)
      throw new DocketError('package_invalid', `${file}, line ${error.line}: ${error.message}.`);
    throw error;
  }
}
