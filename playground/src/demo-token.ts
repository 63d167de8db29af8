/**
 * Tokens for the demo account of a simulator on this machine. Its key and secret are in every copy of the simulator and
 * open nothing else; those of a real account have no place in a page. https://docs.kraken.com/api/docs/guides/spot-rest-auth
 */
import { demoAccount } from '@kraken-stream/simulator';

const PATH = '/0/private/GetWebSocketsToken';
const UNREACHABLE =
  'no token: the simulator could not be reached, or gives none to this page: only pages of this machine';

/** A provider for the client's option `token`. `rest` is where the simulator's REST is. It rejects with why there is none. */
export function demoToken(rest: string): () => Promise<string> {
  return async () => {
    const [key] = demoAccount([]).keys ?? [];
    if (key === undefined) throw new Error('no token: the demo account has no key');
    const nonce = String(Date.now() * 1000);
    const body = `nonce=${nonce}`;
    const headers = {
      'API-Key': key.key,
      'API-Sign': await signature(key.secret, nonce, body),
      'Content-Type': 'application/x-www-form-urlencoded',
    };
    const request = { method: 'POST', headers, body, credentials: 'omit', redirect: 'error' } as const;
    const answer: unknown = await fetch(`${rest}${PATH}`, request).then(
      (response) => response.json(),
      () => Promise.reject(new Error(UNREACHABLE)),
    );
    const { error, result } = answer as { error?: string[]; result?: { token?: string } };
    if (typeof result?.token === 'string') return result.token;
    throw new Error(`no token: ${error?.join(', ') || 'the answer makes no sense'}`);
  };
}

async function signature(secret: string, nonce: string, body: string): Promise<string> {
  const { subtle } = crypto;
  if (subtle === undefined) throw new Error('no token: open this page over https, or from this machine, to sign');
  const text = new TextEncoder();
  const digest = await subtle.digest('SHA-256', text.encode(nonce + body));
  const bytes = Uint8Array.from(atob(secret), (char) => char.charCodeAt(0));
  const key = await subtle.importKey('raw', bytes, { name: 'HMAC', hash: 'SHA-512' }, false, ['sign']);
  const signed = await subtle.sign('HMAC', key, await new Blob([PATH, digest]).arrayBuffer());
  return btoa(String.fromCharCode(...new Uint8Array(signed)));
}
