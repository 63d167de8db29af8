/** What became of a connection, or of an attempt: said once, for all who have to be told. */
import { ConnectionError, type ConnectionFault } from '../errors.js';

export interface Loss {
  readonly fault: ConnectionFault;
  /** In words. */
  readonly reason: string;
  readonly code?: number | undefined;
  /** The HTTP status of a refused attempt. */
  readonly status?: number | undefined;
}

/** The user has closed the session. */
export const CLOSED_BY_USER: Loss = { fault: 'ended', reason: 'closed by the user' };

/** By what the platform tells of the end: `code` is 1006 where there was no close frame. */
export function lossOf(attempt: boolean, code: number, reason: string, status: number | undefined): Loss {
  const said = reason === '' ? `closed with code ${code}` : reason;
  return { fault: faultOf(attempt, code, status), reason: said, code, status };
}

function faultOf(attempt: boolean, code: number, status: number | undefined): ConnectionFault {
  if (status !== undefined) return 'refused';
  if (attempt) return 'unreachable';
  return code === 1006 ? 'cut' : 'closed';
}

/** The same as an error, behind what it did to those who are told. */
export function errorOf(done: string, { fault, reason, code, status }: Loss, terminal?: boolean): ConnectionError {
  return new ConnectionError(`${done}: ${reason}`, { fault, code, status, terminal });
}
