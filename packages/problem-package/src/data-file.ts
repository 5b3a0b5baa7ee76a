import { DocketError } from '@docket/contracts/errors';
import { shownPath, type PackageFiles } from './files.ts';
import { parseYaml } from './yaml-document.ts';
import { decodeText } from './yaml-map.ts';

const BYTES = 4 * 1024 * 1024;

/** What a file of JSON or YAML says; JSON is YAML, too. @throws DocketError `package_invalid`, `package_too_large`, and those of the archive */
export async function readDataFile(files: PackageFiles, path: string): Promise<unknown> {
  const bytes = await files.read(path);
  if (bytes.length > BYTES) throw new DocketError('package_too_large', `${shownPath(path)} is larger than 4 MiB.`);
  const text = decodeText(bytes, path);
  const fault = (why: string): DocketError =>
    new DocketError('package_invalid', `${shownPath(path)} cannot be read: ${why}`);
  try {
    if (path.endsWith('.json')) return JSON.parse(text);
    const { document, doubled } = parseYaml(text);
    const [error] = document.errors;
    if (error !== undefined) throw fault(error.message.split('\n')[0] ?? '');
    if (doubled !== null) throw fault(`line ${doubled} has a key that is given twice`);
    return document.toJS({ maxAliasCount: 20 });
  } catch (error) {
    throw error instanceof DocketError ? error : fault(error instanceof Error ? error.message : 'it is not valid');
  }
}
