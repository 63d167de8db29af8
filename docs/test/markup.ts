/** Reads HTML as strictly as XML, and takes its inline scripts out. Knows nothing of what they do. */

const VOID = /^(area|base|br|col|embed|hr|img|input|link|meta|source|track|wbr)$/;
const TOKEN =
  /<!doctype[^>]*>|<!--[\s\S]*?-->|<(\/?)([a-zA-Z][\w-]*)((?:\s+[^\s=>"'/]+(?:=(?:"[^"]*"|'[^']*'|[^\s"'>]+))?)*)\s*(\/?)>/gi;

export interface Markup {
  readonly complaints: readonly string[];
  /** Inline scripts, their attributes as written. */
  readonly scripts: readonly { readonly attributes: string; readonly code: string }[];
}

export function readMarkup(html: string): Markup {
  const complaints: string[] = [];
  const scripts: { attributes: string; code: string }[] = [];
  // What is inside of scripts and styles is no markup.
  const outside = html.replace(
    /(<(script|style)\b([^>]*)>)([\s\S]*?)(<\/\2>)/g,
    (_, begin, name, attributes, code, end) => {
      if (name === 'script' && code.trim() !== '') scripts.push({ attributes, code });
      return `${begin}${end}`;
    },
  );
  const open: string[] = [];
  let read = 0;
  for (const { 0: token, 1: slash, 2: name, 4: closed, index } of outside.matchAll(TOKEN)) {
    const between = outside.slice(read, index);
    if (/[<>]/.test(between)) complaints.push(`this is no tag: ${between.trim()}`);
    read = index + token.length;
    if (name === undefined || closed === '/' || VOID.test(name)) continue;
    if (slash === '') open.push(name);
    else if (open.at(-1) === name) open.pop();
    else complaints.push(`</${name}> closes <${open.at(-1) ?? 'nothing'}>`);
  }
  if (/[<>]/.test(outside.slice(read))) complaints.push(`this is no tag: ${outside.slice(read).trim()}`);
  complaints.push(...open.map((name) => `<${name}> is never closed`));
  return { complaints, scripts };
}
