/** Scripts that the page starts beside its own. Trusted Types ask for someone who vouches for them: here it is. */

interface Vouching {
  createPolicy(name: string, rules: Vouched): Vouched;
}

interface Vouched {
  createScriptURL(url: string): string;
}

declare global {
  /** Undefined where the browser does not ask. */
  var trustedTypes: Vouching | undefined;
}

const rules: Vouched = {
  createScriptURL(url) {
    const { origin, href } = new URL(url, document.baseURI);
    if (origin === location.origin) return href;
    throw new TypeError(`expected a script of ${location.origin}, received one of ${origin}`);
  },
};
const policy = globalThis.trustedTypes?.createPolicy('own-script', rules) ?? rules;

/** The address of a script as the platform takes it; throws a `TypeError` when it is not this page's own. */
export const ownScript = (url: string): string => policy.createScriptURL(url);
