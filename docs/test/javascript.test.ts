import { describe, expect, it } from 'vitest';
import { type Block, blocksOf, pages } from './blocks.js';
import { PRINTED, PRINTED_ON } from './printed.js';
import { programsOf } from './programs.js';
import { PROTOCOLS, type Protocol, run } from './run.js';

/** The code of blocks on one protocol: those of the other are left out, and what only v2 can say has to be refused. */
function codeOn(protocol: Protocol, blocks: readonly Block[]): string {
  return blocks
    .map(({ words, code }) => {
      if (protocol === 'v2') return words.includes('v1') ? '' : code;
      return words.includes('v2') ? refused(code) : code;
    })
    .join('\n');
}

const refused = (code: string) => `await (async () => {\n${code}\n})().then(
  () => { throw new Error('v1 took it'); },
  (error) => { if (error.name !== 'UsageError' || !error.message.includes('v2')) throw error; });`;

describe('the programs in the pages', () => {
  for (const page of pages()) {
    const blocks = blocksOf(page).filter(
      ({ language, words }) => language === 'js' && !words.includes('apart') && !words.includes('foreign'),
    );
    if (blocks.length === 0) continue;
    const programs = programsOf(blocks);
    it.each(PROTOCOLS)(`of ${page} run on %s`, async (protocol) => {
      const printed: string[] = [];
      for (const program of programs) {
        const code = program.imports + codeOn(protocol, program.blocks);
        const told = await run(code, protocol).catch((error: unknown) => {
          throw new Error(`${program.place}: ${error instanceof Error ? error.stack : error}`, { cause: error });
        });
        printed.push(...told);
      }
      const text = printed.join('\n');
      for (const pattern of [...(PRINTED[page] ?? []), ...(PRINTED_ON[page]?.[protocol] ?? [])]) {
        expect(text).toMatch(pattern);
      }
    });
  }

  it('print what is said of pages that there are', () => {
    expect([...Object.keys(PRINTED), ...Object.keys(PRINTED_ON)].filter((page) => !pages().includes(page))).toEqual([]);
  });
});
