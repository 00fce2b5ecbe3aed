/** Why a host could not start. Apart from the workers, because the command line can fail before it needs one. */
import type { StartFailure } from '../../shared/channels.ts';

/** The core could not start; `code` decides the exit status. */
export class StartError extends Error {
  readonly code: StartFailure;
  constructor(code: StartFailure, message: string) {
    super(message);
    this.name = 'StartError';
    this.code = code;
  }
}
