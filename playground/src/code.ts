/** The lines of code that do what is on screen. They run as shown. */
import { find, make, say } from './dom.js';
import type { State } from './link.js';
import type { Part } from './part.js';
import { KRAKEN, sameAddress } from './protocol.js';

const TOKEN = /(\/\/.*$)|('(?:[^'\\]|\\.)*')|\b(import|from|const|new|await|for|of)\b|\b(\d+)\b/gm;
const KINDS = ['comment', 'string', 'keyword', 'number'];

export function codeOf({ source, books }: Pick<State, 'source' | 'books'>): string {
  const depths = new Set(books.map(({ depth }) => depth));
  const list = books.map(({ symbol }) => `'${symbol}'`).join(', ');
  const [first = { symbol: 'BTC/USD', depth: 10 }] = books;
  const open =
    depths.size === 1
      ? [`const books = [${list}].map((symbol) => client.book(symbol, { depth: ${first.depth} }));`]
      : [
          'const books = [',
          ...books.map(({ symbol, depth }) => `  client.book('${symbol}', { depth: ${depth} }),`),
          '];',
        ];
  return [
    `import { KrakenClient } from '@kraken-stream/client';`,
    ...(source.type === 'simulator' ? [`import { Simulator } from '@kraken-stream/simulator';`] : []),
    '',
    ...client(source),
    ...open,
    '',
    'for (const book of books) {',
    `  book.on('state', (state) => console.log(book.symbol, state, book.stats));`,
    `  book.on('error', (error) => console.log(error.message));`,
    `  await book.ready; // ${source.protocol === 'v2' ? 'its checksum matched' : 'its first update proved it, unless book.unproven'}`,
    '  console.log(book.symbol, book.bids.best, book.asks.best, book.spread, book.mid);',
    '}',
    ...(source.type === 'simulator'
      ? [
          '',
          '// Break it: stale at once, and live again with a new proof.',
          `simulator.faults.inject({ type: 'wrong-checksum', symbol: '${first.symbol}' });`,
        ]
      : []),
  ].join('\n');
}

function client(source: State['source']): string[] {
  const options = source.protocol === 'v2' ? [] : [`protocol: '${source.protocol}'`];
  if (source.type === 'simulator') options.push('connect: simulator.connect');
  else if (source.type === 'ws' && !sameAddress(source.url, KRAKEN[source.protocol]))
    options.push(`endpoints: { public: ${quoted(source.url)} }`);
  const given = options.length === 0 ? '' : `{ ${options.join(', ')} }`;
  return [
    ...(source.type === 'simulator' ? [`const simulator = new Simulator({ rate: ${source.rate} });`] : []),
    `const client = new KrakenClient(${given});`,
  ];
}

function quoted(text: string): string {
  return `'${text.replace(/[\\']/g, '\\$&')}'`;
}

export class CodePanel implements Part {
  readonly #code = find(document, '#code', HTMLElement);
  readonly #copied = find(document, '#code-copied', HTMLElement);

  constructor() {
    const button = find(document, '#code-copy', HTMLButtonElement);
    button.addEventListener('click', () => void this.#copy(button));
  }

  show(state: State): void {
    const code = codeOf(state);
    if (this.#code.textContent === code) return;
    const parts: (Node | string)[] = [];
    let end = 0;
    for (const match of code.matchAll(TOKEN)) {
      const kind = KINDS[match.slice(1).findIndex((group) => group !== undefined)] ?? 'plain';
      parts.push(code.slice(end, match.index), make('span', { class: `code-${kind}` }, match[0]));
      end = match.index + match[0].length;
    }
    this.#code.replaceChildren(...parts, code.slice(end));
  }

  async #copy(button: HTMLButtonElement): Promise<void> {
    let told = 'Copied';
    try {
      await navigator.clipboard.writeText(this.#code.textContent);
    } catch {
      // Without the right to the clipboard, one keystroke is left to the person.
      getSelection()?.selectAllChildren(this.#code);
      told = 'Selected';
    }
    say(button, told);
    this.#copied.textContent =
      told === 'Copied' ? 'The code is copied.' : 'The code is selected: copy it with the keyboard.';
    setTimeout(() => say(button, 'Copy'), 1500);
  }
}
