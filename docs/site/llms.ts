/** The pages for readers that are programs: `llms.txt`, which lists them, and `llms-full.txt`, which is all of them. */
import type { Page, Section } from './contents.js';

const SUMMARY =
  "A TypeScript client for Kraken's Spot WebSocket API (v2 and v1) for browsers and Node: order books proven by checksum on every frame, trading in which the fate of every order is told, and a local exchange to try it all without an account.";

/** The first sentence below a page's title. */
export function summaryOf({ text }: Page): string {
  const body = text.replace(/^#.*$/m, '').replace(/```[\s\S]*?```/g, '');
  const paragraph = body.split(/\n\s*\n/).find((each) => /^[\p{L}*`[]/u.test(each.trim())) ?? '';
  const plain = paragraph
    .trim()
    .replace(/\s+/g, ' ')
    .replace(/\[([^\]]*)\]\([^)]*\)/g, '$1')
    .replaceAll('**', '');
  return /^.*?[.:](?=\s|$)/.exec(plain)?.[0].replace(/:$/, '.') ?? plain;
}

/** Where a page's Markdown is on the site. */
export const markdownPath = ({ path }: Page): string => path.replace(/\.html$/, '.md');

/** `base`: the way to the site's root. */
export function llmsList(sections: readonly Section[], base: string): string {
  const parts = sections
    .filter(({ pages }) => pages.length > 0)
    .map(({ title, pages }) => {
      const lines = pages.map((page) => `- [${page.title}](${base}${markdownPath(page)}): ${summaryOf(page)}`);
      return `## ${title}\n\n${lines.join('\n')}\n`;
    });
  const whole = `The whole of it in one file: [llms-full.txt](${base}llms-full.txt). The API reference, made from the types, is in HTML: [reference](${base}reference/index.html).`;
  return `# kraken-stream\n\n> ${SUMMARY}\n\n${whole}\n\n${parts.join('\n')}`;
}

export function llmsFull(sections: readonly Section[]): string {
  const pages = sections.flatMap((section) => section.pages);
  return `# kraken-stream\n\n> ${SUMMARY}\n\n${pages.map((page) => `<!-- ${page.source} -->\n\n${page.text.trim()}\n`).join('\n---\n\n')}`;
}
