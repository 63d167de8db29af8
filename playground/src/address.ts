/** Whether a text is an address that this page can connect to, and what else there is at it. */
import { counterpart, LOCAL, type Protocol } from './protocol.js';

export type Address = { readonly url: string } | { readonly problem: string };

export function readAddress(text: string, page: Pick<Location, 'protocol'>, protocol: Protocol): Address {
  const trimmed = text.trim();
  const example = LOCAL[protocol];
  if (trimmed === '') return { problem: `Enter an address such as ${example}.` };
  let url: URL;
  try {
    url = new URL(trimmed);
  } catch {
    return { problem: `Expected an address such as ${example}, received “${trimmed}”.` };
  }
  if (url.protocol !== 'ws:' && url.protocol !== 'wss:') {
    return { problem: `Expected ws:// or wss://, received ${url.protocol}//. For example ${example}.` };
  }
  if (url.hash !== '') return { problem: `A WebSocket address has no fragment: leave out ${url.hash}.` };
  if (page.protocol === 'https:' && url.protocol === 'ws:' && !isThisMachine(url.hostname)) {
    return {
      problem: 'This page came over https: browsers then connect to wss:// only (and to ws:// on this machine).',
    };
  }
  const right = counterpart(trimmed, protocol);
  if (right !== undefined) return { problem: `There the other protocol is spoken. ${protocol} is spoken at ${right}.` };
  return { url: url.href };
}

/** The other endpoints of the simulator at an address; undefined where there may be something else. */
export function endpointsBeside(url: string, protocol: Protocol): { private: string; rest: string } | undefined {
  const { protocol: scheme, host, hostname, pathname } = new URL(url);
  const path = protocol === 'v2' ? '/v2' : '';
  if (!isThisMachine(hostname) || pathname !== (path || '/')) return undefined;
  return {
    private: `${scheme}//${host}/auth${path}`,
    rest: `${scheme === 'wss:' ? 'https:' : 'http:'}//${host}`,
  };
}

function isThisMachine(host: string): boolean {
  return host === 'localhost' || host.endsWith('.localhost') || host === '[::1]' || /^127(\.\d+){3}$/.test(host);
}
