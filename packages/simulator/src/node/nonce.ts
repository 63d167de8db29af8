/** Finds the nonce in the body of a signed call, digit for digit. Knows nothing of signatures. */
import { isJson } from '../rest/parameters.js';

/** The largest that there is: 64 bits without a sign. */
const LARGEST = 0xffff_ffff_ffff_ffffn;

/** The nonce of a body of this content type, JSON or a form; undefined where there is none that can be one. */
export function nonceOf(contentType: string, body: string): string | undefined {
  const nonce = isJson(contentType) ? inJson(body) : new URLSearchParams(body).get('nonce');
  return nonce != null && /^\d{1,20}$/.test(nonce) && BigInt(nonce) <= LARGEST ? nonce : undefined;
}

function inJson(body: string): string | undefined {
  try {
    const parsed: unknown = JSON.parse(body);
    if (typeof parsed !== 'object' || parsed === null || !('nonce' in parsed)) return undefined;
    if (typeof parsed.nonce === 'string') return parsed.nonce;
  } catch {
    return undefined;
  }
  // A number may have more digits than a double holds.
  return /"nonce"\s*:\s*(\d+)\s*[,}]/.exec(body)?.[1];
}
