import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';

const read = (path: string) => readFileSync(new URL(`../../${path}`, import.meta.url), 'utf8');
const readme = read('README.md');

describe('the first page', () => {
  it('tells the budget of each import, as .size-limit.json has it', () => {
    const budgets = JSON.parse(read('.size-limit.json')) as { name: string; limit: string }[];
    const rows = budgets
      .filter(({ name }) => name.endsWith(': gzip'))
      .map(({ name, limit }) => `| ${name.replace(': gzip', '')} | ${limit} |`);
    expect(rows.length).toBeGreaterThan(3);
    expect(readme.split('\n').filter((line) => / kB \|$/.test(line))).toEqual(rows);
  });

  it('leads to every page', () => {
    const pages = readdirSync(new URL('../../docs/', import.meta.url)).filter((name) => name.endsWith('.md'));
    const linked = [...readme.matchAll(/\(docs\/([\w-]+\.md)\)/g)].map(([, name]) => name);
    expect([...new Set(linked)].sort()).toEqual(pages.sort());
  });

  it('names every command that there is', () => {
    const { scripts } = JSON.parse(read('package.json')) as { scripts: Record<string, string> };
    const named = [...readme.matchAll(/^\| `npm (?:run )?(\w+)/gm)].map(([, name]) => name);
    expect(named.sort()).toEqual(Object.keys(scripts).sort());
  });
});
