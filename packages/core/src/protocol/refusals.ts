/** The exchange's words that a client acts on. It says more behind them at times. https://docs.kraken.com/api/docs/guides/spot-errors */

/** Too many requests: what was asked was not done, and may be asked again. */
export function isTooMany(reason: string): boolean {
  return reason.startsWith('Exceeded msg rate');
}

/** The token is not known, or not any more: what was asked was not done. */
export function isInvalidSession(reason: string): boolean {
  return reason.startsWith('ESession:Invalid session');
}

/** There is such a subscription already. */
export function isHeldAlready(reason: string): boolean {
  return reason.startsWith('Already subscribed');
}
