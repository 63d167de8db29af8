/**
 * Hides secrets in frames that are written down: tokens, keys and signatures, wherever they stand. Three things give one
 * away: the name of its member, that it was seen under such a name before, and that it is long and made of base64's
 * characters, as nothing else in a frame is. Knows no protocol; what is no JSON is read as far as it looks like some.
 */

/** What stands in the place of a secret. */
export const MASKED = '***';

const NAME = '(?:token|key|secret|sign|signature|otp|password|passphrase)';
/** What few texts have. Escapes may hide anything. */
const HINT = new RegExp(`\\\\|${NAME}`, 'i');
/** A member whose name ends so: `token`, `wsToken`, `api_key`, `API-Sign`. `include_tokenized_assets` is none. */
const IS_SECRET = new RegExp(`${NAME}['\\s]*$`, 'i');
/** In words, in a query or in single quotes. */
const SAID = new RegExp(
  `(${NAME}["'\\\\]*\\s*[:=]\\s*["'\\\\]*)(?!\\*\\*\\*|null\\b|true\\b|false\\b)[^\\s"'\\\\,;&{}[\\]]+`,
  'gi',
);
/** Shorter are ids, which are no secrets: the longest, a UUID, has 36 characters. Tokens have 43, keys 56 and more. */
const LEAST_LONG = 40;
const LONG = new RegExp(`(?:[A-Za-z0-9+/=_-]|\\\\{1,7}(?:u00[2-7][0-9a-f]|/)){${LEAST_LONG},}`, 'gi');

/** Strings, marks, and whatever stands between them. A string need not end: frames may be cut. */
const PIECE = /"(?:[^"\\]|\\[\s\S])*(?:"|\\?$)|[{}[\],:]|[^\s"{}[\],:]+/g;

const COLON = /\s*:/y;

/** Shorter values, remembered, would be found in what is none. */
const LEAST_REMEMBERED = 8;
const MOST_REMEMBERED = 32;
/** JSON in strings of JSON in …: what is deeper, and may have a secret, is hidden whole. */
const DEEPEST = 3;
/** In longer texts engines give up on a pattern, and throw. No frame of the exchange comes near. */
const LONGEST = 2 ** 22;

/** Hides the secrets of one conversation: what it has seen under a name it knows wherever it comes again. */
export class Mask {
  /** Secrets that were seen, the latest last. */
  readonly #seen = new Set<string>();

  /** The text with `***` in the place of each secret; itself where there is none, `***` where it is too long to tell. */
  hide(text: string): string {
    return this.#hidden(text, 0);
  }

  #hidden(text: string, depth: number): string {
    if (!isSuspicious(text) && !this.#hasSeen(text)) return text;
    return depth > DEEPEST || text.length > LONGEST ? MASKED : this.#plain(this.#pieces(text, depth));
  }

  /** A text piece by piece, those that are strings by what they say. */
  #pieces(text: string, depth: number): string {
    let hidden = '';
    let taken = 0;
    let name = '';
    let last = '';
    let isQuoted = false;
    /** For each object or list that is open, whether all in it is secret. */
    const secret = [false];
    for (const { 0: piece, index } of text.matchAll(PIECE)) {
      hidden += text.slice(taken, index);
      taken = index + piece.length;
      let shown = piece;
      if (piece === ':') name = last;
      else if (piece === ',') name = '';
      else if (piece === '{' || piece === '[') {
        secret.push(secret[secret.length - 1]! || IS_SECRET.test(name));
        name = '';
      } else if (piece === '}' || piece === ']') {
        if (secret.length > 1) secret.pop();
        name = '';
      } else if (IS_SECRET.test(name) || (secret[secret.length - 1]! && !isName(text, taken))) {
        shown = this.#secret(piece, isQuoted);
      } else if (piece.startsWith('"')) {
        isQuoted = true;
        last = decoded(piece);
        const inner = this.#hidden(last, depth + 1);
        if (inner !== last) shown = JSON.stringify(inner);
      } else {
        isQuoted = false;
        last = piece;
      }
      hidden += shown;
    }
    return hidden + text.slice(taken);
  }

  #secret(piece: string, isQuoted: boolean): string {
    if (piece === 'null' || piece === 'true' || piece === 'false') return piece;
    const value = piece.startsWith('"') ? decoded(piece) : piece;
    if (value.length >= LEAST_REMEMBERED && value !== MASKED) {
      this.#seen.delete(value);
      this.#seen.add(value);
      if (this.#seen.size > MOST_REMEMBERED) this.#seen.delete(this.#seen.keys().next().value!);
    }
    // Of what is no JSON no JSON is made.
    return isQuoted ? `"${MASKED}"` : MASKED;
  }

  /** What can be told without knowing what is a string. */
  #plain(text: string): string {
    let hidden = text.replace(LONG, MASKED).replace(SAID, `$1${MASKED}`);
    for (const value of this.#seen) hidden = hidden.replaceAll(value, MASKED);
    return hidden;
  }

  #hasSeen(text: string): boolean {
    for (const value of this.#seen) if (text.includes(value)) return true;
    return false;
  }
}

/** Whether there may be a secret in a text, which is in few: told fast, of every frame. */
function isSuspicious(text: string): boolean {
  if (HINT.test(text)) return true;
  // A run of so many characters is met at one of these.
  for (let i = LEAST_LONG - 1; i < text.length; i += LEAST_LONG) {
    if (!isOfBase64(text.charCodeAt(i))) continue;
    let [start, end] = [i, i + 1];
    while (start > 0 && isOfBase64(text.charCodeAt(start - 1))) start--;
    while (end < text.length && isOfBase64(text.charCodeAt(end))) end++;
    if (end - start >= LEAST_LONG) return true;
  }
  return false;
}

/** Letters, digits, `+`, `/`, `=`, and `-` and `_`, which stand for two of them in URLs. */
function isOfBase64(code: number): boolean {
  if (code >= 97) return code <= 122;
  if (code >= 65) return code <= 90 || code === 95;
  return (code >= 47 && code <= 57) || code === 61 || code === 43 || code === 45;
}

/** Whether what ends at an index is a member's name. */
function isName(text: string, index: number): boolean {
  COLON.lastIndex = index;
  return COLON.test(text);
}

/** What a string of JSON says; of one that is none, what stands in it. */
function decoded(piece: string): string {
  try {
    return String(JSON.parse(piece));
  } catch {
    return piece.slice(1).replace(/"$/, '');
  }
}
