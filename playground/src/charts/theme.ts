/** The page's colours for what is drawn on canvases. They are those of the style sheets, also when light becomes dark. */

const TOKENS = {
  surface: '--surface',
  line: '--line',
  lineStrong: '--line-strong',
  ink: '--ink',
  inkSoft: '--ink-soft',
  inkFaint: '--ink-faint',
  accent: '--accent',
  accentWash: '--accent-wash',
  bid: '--bid',
  ask: '--ask',
  bidBar: '--bid-bar',
  askBar: '--ask-bar',
  quietWash: '--quiet-wash',
} as const;

export type Palette = Readonly<Record<keyof typeof TOKENS, string>>;

export class Theme {
  #palette = read();
  /** Grows when the colours have become others. */
  version = 0;
  readonly font = getComputedStyle(document.documentElement).getPropertyValue('--sans').trim();

  constructor() {
    matchMedia('(prefers-color-scheme: dark)').addEventListener('change', () => {
      this.#palette = read();
      this.version++;
    });
  }

  get palette(): Palette {
    return this.#palette;
  }
}

function read(): Palette {
  const style = getComputedStyle(document.documentElement);
  const entries = Object.entries(TOKENS).map(([name, token]) => [name, style.getPropertyValue(token).trim()]);
  return Object.fromEntries(entries) as Palette;
}
