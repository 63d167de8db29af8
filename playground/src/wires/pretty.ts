/**
 * A frame made readable: its own characters, with line breaks and spaces between them. Nothing is parsed and written again,
 * so that every digit is as it came. Knows nothing of frames.
 */

export interface Token {
  readonly kind: 'name' | 'string' | 'number' | 'word' | 'mark' | 'space' | 'wrong';
  readonly text: string;
}

const TOKENS = /("(?:[^"\\]|\\.)*")|(-?\d[\d.eE+-]*)|(true|false|null)|([{}[\],:])|(\s+)|([\s\S])/g;
const KINDS = ['string', 'number', 'word', 'mark', 'space', 'wrong'] as const;
/** Brackets with no more than this between them stay on one line. */
const SHORT = 72;

/** The tokens with spaces between them. A text that is no JSON stays as it came. */
export function pretty(text: string): Token[] {
  const tokens = [...text.matchAll(TOKENS)].map((match): Token => {
    const kind = KINDS[match.slice(1).findIndex((group) => group !== undefined)] ?? 'wrong';
    return { kind, text: match[0] };
  });
  const dense = tokens.filter(({ kind }) => kind !== 'space');
  const ends = matching(dense);
  if (ends === undefined || dense.some(({ kind }) => kind === 'wrong')) return [{ kind: 'wrong', text }];
  return laidOut(dense, ends);
}

function laidOut(tokens: readonly Token[], ends: ReadonlyMap<number, number>): Token[] {
  const out: Token[] = [];
  const space = (text: string): void => {
    out.push({ kind: 'space', text });
  };
  /** Of each bracket that is open: whether its members stand below each other. */
  const open: boolean[] = [];
  const newLine = (): void => space(`\n${'  '.repeat(open.filter(Boolean).length)}`);
  for (const [i, token] of tokens.entries()) {
    const { text } = token;
    if (text === '{' || text === '[') {
      out.push(token);
      open.push(widthOf(tokens, i, ends.get(i) ?? i) > SHORT);
      if (open.at(-1)) newLine();
    } else if (text === '}' || text === ']') {
      if (open.pop()) newLine();
      out.push(token);
    } else if (text === ',') {
      out.push(token);
      if (open.at(-1)) newLine();
      else space(' ');
    } else if (text === ':') {
      out.push(token);
      space(' ');
    } else {
      out.push(token.kind === 'string' && tokens[i + 1]?.text === ':' ? { kind: 'name', text } : token);
    }
  }
  return out;
}

/** Where each bracket ends; undefined when one does not. */
function matching(tokens: readonly Token[]): Map<number, number> | undefined {
  const ends = new Map<number, number>();
  const open: number[] = [];
  for (const [i, { kind, text }] of tokens.entries()) {
    if (kind !== 'mark') continue;
    if (text === '{' || text === '[') open.push(i);
    if (text !== '}' && text !== ']') continue;
    const begin = open.pop();
    if (begin === undefined || tokens[begin]?.text !== (text === '}' ? '{' : '[')) return undefined;
    ends.set(begin, i);
  }
  return open.length === 0 ? ends : undefined;
}

/** No more is counted than matters. */
function widthOf(tokens: readonly Token[], from: number, to: number): number {
  let width = 0;
  for (let i = from; i <= to && width <= SHORT; i++) width += (tokens[i]?.text.length ?? 0) + 1;
  return width;
}
