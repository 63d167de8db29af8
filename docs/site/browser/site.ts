/** What a page of the documentation does by itself: search, and copying code. All else works without it. */

type Entry = readonly [page: string, heading: string, href: string, body: string];

interface Found {
  readonly entry: Entry;
  readonly score: number;
}

const MOST = 12;

const form = document.querySelector<HTMLFormElement>('.search');
const input = form?.querySelector('input');
const list = form?.querySelector('ul');
const count = form?.querySelector('#found-count');
if (form && input && list && count) search(form, input, list, count);
for (const block of document.querySelectorAll<HTMLElement>('.code')) copyable(block);

function search(form: HTMLFormElement, input: HTMLInputElement, list: HTMLUListElement, count: Element): void {
  const root = form.dataset['root'] ?? '';
  let entries: Promise<Entry[]> | undefined;
  let chosen = -1;
  form.hidden = false;

  const load = () => {
    entries ??= Promise.all(
      ['search-guide.json', 'search-reference.json'].map(async (name) => {
        const response = await fetch(`${root}${name}`);
        return response.ok ? ((await response.json()) as Entry[]) : [];
      }),
    ).then((all) => all.flat());
    // Without a network now, there may be one later.
    entries.catch(() => {
      entries = undefined;
    });
    return entries;
  };
  const choose = (index: number) => {
    const options = [...list.children];
    chosen = options.length === 0 ? -1 : (index + options.length) % options.length;
    for (const [n, option] of options.entries()) option.setAttribute('aria-selected', String(n === chosen));
    options[chosen]?.scrollIntoView({ block: 'nearest' });
    if (chosen < 0) input.removeAttribute('aria-activedescendant');
    else input.setAttribute('aria-activedescendant', `found-${chosen}`);
  };
  const close = () => {
    list.hidden = true;
    input.setAttribute('aria-expanded', 'false');
    choose(-1);
    chosen = -1;
  };
  const show = async () => {
    // What is searched for may be another by the time that there is something to search in.
    const all = await load().catch(() => undefined);
    const words = input.value.toLowerCase().split(/\s+/).filter(Boolean);
    if (words.length === 0 || all === undefined) {
      count.textContent = all === undefined ? 'The index of the documentation could not be read' : '';
      return close();
    }
    const found = all
      .map((entry) => ({ entry, score: scoreOf(entry, words) }))
      .filter(({ score }) => score > 0)
      .sort((one, other) => other.score - one.score)
      .slice(0, MOST);
    list.replaceChildren(...(found.length > 0 ? found.map((each, n) => optionOf(each, n, root, words)) : [nothing()]));
    list.hidden = false;
    input.setAttribute('aria-expanded', 'true');
    count.textContent = found.length === 0 ? 'Nothing found' : `${found.length} found`;
    choose(found.length > 0 ? 0 : -1);
  };

  input.addEventListener('focus', () => void load().catch(() => undefined));
  input.addEventListener('input', () => void show());
  input.addEventListener('keydown', (event) => {
    if (event.key === 'ArrowDown' || event.key === 'ArrowUp') {
      event.preventDefault();
      choose(chosen + (event.key === 'ArrowDown' ? 1 : -1));
    } else if (event.key === 'Escape') {
      close();
    }
  });
  form.addEventListener('submit', (event) => {
    event.preventDefault();
    list.children[chosen]?.querySelector('a')?.click();
  });
  form.addEventListener('focusout', (event) => {
    if (!(event.relatedTarget instanceof Node && form.contains(event.relatedTarget))) close();
  });
  addEventListener('keydown', (event) => {
    if (event.key !== '/' || event.target instanceof HTMLInputElement || event.ctrlKey || event.metaKey) return;
    event.preventDefault();
    input.focus();
  });
}

/** Every word has to be somewhere; a title says more than a text, and its beginning more than its middle. */
function scoreOf([page, heading, , body]: Entry, words: readonly string[]): number {
  const title = (heading || page).toLowerCase();
  const above = page.toLowerCase();
  const text = body.toLowerCase();
  let score = 0;
  for (const word of words) {
    if (title === word || title === `${word}()`) score += 100;
    else if (title.split(/[^\p{L}\d]+/u).includes(word)) score += 40;
    else if (title.includes(word)) score += 20;
    else if (above.includes(word)) score += 8;
    else if (text.includes(word)) score += 3;
    else return 0;
  }
  return score;
}

function optionOf(
  { entry: [page, heading, href, body] }: Found,
  n: number,
  root: string,
  words: readonly string[],
): Element {
  const option = document.createElement('li');
  option.id = `found-${n}`;
  option.setAttribute('role', 'option');
  const link = document.createElement('a');
  link.href = `${root}${href}`;
  link.tabIndex = -1;
  const title = document.createElement('b');
  title.textContent = heading || page;
  const where = document.createElement('span');
  where.textContent = heading === '' ? excerpt(body, words) : `${page} · ${excerpt(body, words)}`;
  link.append(title, where);
  option.append(link);
  return option;
}

function nothing(): Element {
  const option = document.createElement('li');
  option.className = 'nothing';
  option.setAttribute('role', 'option');
  option.setAttribute('aria-disabled', 'true');
  option.textContent = 'Nothing found';
  return option;
}

function excerpt(body: string, words: readonly string[]): string {
  const at = Math.min(
    ...words.map((word) => body.toLowerCase().indexOf(word)).filter((index) => index >= 0),
    body.length,
  );
  const from = at < 40 || at === body.length ? 0 : body.indexOf(' ', at - 40) + 1;
  return `${from > 0 ? '… ' : ''}${body.slice(from, from + 110)}`;
}

function copyable(block: HTMLElement): void {
  const code = block.querySelector('code');
  if (!code || !navigator.clipboard) return;
  const button = document.createElement('button');
  button.type = 'button';
  button.className = 'copy';
  button.textContent = 'Copy';
  button.addEventListener('click', async () => {
    await navigator.clipboard.writeText(code.textContent ?? '');
    button.textContent = 'Copied';
    setTimeout(() => {
      button.textContent = 'Copy';
    }, 1500);
  });
  block.append(button);
}
