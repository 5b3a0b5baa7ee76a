import type { SetterFault } from '@docket/contracts/judge/setter-job';

/** Why a job of a setter's cannot go on: something of the package or of what was asked, told to its setter as it is. */
export class ToolFault extends Error {
  override readonly name = 'ToolFault';
  readonly fault: SetterFault;

  constructor(
    code: SetterFault['code'],
    message: string,
    at: { readonly program?: string; readonly where?: string } = {},
  ) {
    super(message);
    this.fault = { code, message, program: at.program ?? null, where: at.where ?? null };
  }
}
