/** Draws the table of a subscription's life, for people. */
import type { Life, LifeEvent, Step } from '@kraken-stream/core';

type Table = Readonly<Record<Life, Readonly<Partial<Record<LifeEvent, Step>>>>>;

/** A state diagram in Mermaid's words: an arrow for each pair of states, with its events, and what is sent with them. */
export function diagramOf(life: Table): string {
  const arrows = Object.entries(life).flatMap(([from, steps]) => {
    const labels = new Map<string, string[]>();
    for (const [event, { to, send }] of Object.entries(steps)) {
      const label = send === undefined ? event : `${event} / ${send}`;
      labels.set(to, [...(labels.get(to) ?? []), label]);
    }
    return [...labels].map(([to, events]) => `    ${from} --> ${to}: ${events.join(', ')}`);
  });
  return ['stateDiagram-v2', '    [*] --> wanted', ...arrows, '    gone --> [*]'].join('\n');
}

const BEGIN = '<!-- generated from packages/core/src/subscription/life.ts -->';
const END = '<!-- end -->';

/** A document with its diagram drawn anew. */
export function withDiagram(document: string, life: Table): string {
  const [before, rest] = document.split(BEGIN);
  const after = rest?.split(END)[1];
  if (before === undefined || after === undefined) throw new Error(`the document lacks ${BEGIN} or ${END}`);
  return `${before}${BEGIN}\n\n\`\`\`mermaid\n${diagramOf(life)}\n\`\`\`\n\n${END}${after}`;
}
