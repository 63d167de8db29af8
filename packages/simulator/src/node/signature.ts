/**
 * Signatures of REST calls: SHA-256 of nonce and body, and over that with the path HMAC-SHA-512 by the secret of the
 * key. https://docs.kraken.com/api/docs/guides/spot-rest-auth
 */
import { createHash, createHmac, timingSafeEqual } from 'node:crypto';

export interface SignedCall {
  /** From `/0/private/` on, without host and query. */
  readonly path: string;
  /** Decimal text. */
  readonly nonce: string;
  /** Exactly as it was sent. */
  readonly body: string;
}

/** What `API-Sign` says of a call. `secret` is base64. */
export function signatureOf({ path, nonce, body }: SignedCall, secret: string): string {
  return digest(path, nonce, body, secret).toString('base64');
}

/** Whether a signature is that of this call. */
export function isSignedBy({ path, nonce, body }: SignedCall, secret: string, signature: string): boolean {
  const right = digest(path, nonce, body, secret);
  const given = Buffer.from(signature, 'base64');
  return given.length === right.length && timingSafeEqual(given, right);
}

function digest(path: string, nonce: string, body: string, secret: string): Buffer {
  const inner = createHash('sha256')
    .update(nonce + body)
    .digest();
  return createHmac('sha512', Buffer.from(secret, 'base64')).update(path).update(inner).digest();
}
