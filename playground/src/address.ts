/** Whether a text is an address that this page can connect to. */

export type Address = { readonly url: string } | { readonly problem: string };

const EXAMPLE = 'an address such as wss://ws.kraken.com/v2';

export function readAddress(text: string, page: Pick<Location, 'protocol'>): Address {
  const trimmed = text.trim();
  if (trimmed === '') return { problem: `Enter ${EXAMPLE}.` };
  let url: URL;
  try {
    url = new URL(trimmed);
  } catch {
    return { problem: `Expected ${EXAMPLE}, received “${trimmed}”.` };
  }
  if (url.protocol !== 'ws:' && url.protocol !== 'wss:') {
    return { problem: `Expected ws:// or wss://, received ${url.protocol}//. For example wss://ws.kraken.com/v2.` };
  }
  if (url.hash !== '') return { problem: `A WebSocket address has no fragment: leave out ${url.hash}.` };
  if (page.protocol === 'https:' && url.protocol === 'ws:' && !isThisMachine(url.hostname)) {
    return {
      problem: 'This page came over https: browsers then connect to wss:// only (and to ws:// on this machine).',
    };
  }
  return { url: url.href };
}

function isThisMachine(host: string): boolean {
  return host === 'localhost' || host.endsWith('.localhost') || host === '[::1]' || /^127(\.\d+){3}$/.test(host);
}
