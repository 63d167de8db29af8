/** A state diagram in Mermaid's words as a table, which needs no script and can be read aloud. */
import { escapeHtml } from './escape.js';

const STEP = /^\s+(\S+) --> (\S+?)(?:: ([^/\n]+?)(?: \/ (.+))?)?$/;

const name = (state: string, end: string) => (state === '[*]' ? `<i>${end}</i>` : `<code>${escapeHtml(state)}</code>`);

export function diagramTable(text: string): string {
  const rows = text.split('\n').flatMap((line) => {
    const [, from, to, event = '', request = ''] = STEP.exec(line) ?? [];
    if (from === undefined || to === undefined) return [];
    const cells = [name(from, 'beginning'), escapeHtml(event), name(to, 'end'), escapeHtml(request)];
    return `<tr>${cells.map((cell) => `<td>${cell}</td>`).join('')}</tr>`;
  });
  const head = ['from', 'event', 'to', 'request'].map((each) => `<th scope="col">${each}</th>`).join('');
  return `<div class="table" tabindex="0" role="group" aria-label="State diagram"><table><thead><tr>${head}</tr></thead><tbody>${rows.join('')}</tbody></table></div>\n`;
}
