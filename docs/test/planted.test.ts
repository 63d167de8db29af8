import { describe, expect, it } from 'vitest';
import { blocksOf, placeOf } from './blocks.js';
import { readSvelte, readVue } from './components.js';
import { readMarkup } from './markup.js';
import { programsOf } from './programs.js';
import { run } from './run.js';
import { shellComplaints } from './shell.js';
import { complaints } from './typecheck.js';

describe('a program in a page', () => {
  it.each([
    ["kraken.book('BTC/USD', { depth: 11 });", 'depth: expected'],
    ["import { Nobody } from '@kraken-stream/client';", 'no such name'],
    ["import { a } from 'left-pad';", 'left-pad'],
    ["kraken.subscribeStatus().on('data', () => { throw new Error('in a listener'); });", 'in a listener'],
    ['await new Promise(() => {});', 'does not end'],
    ['krakenToken();', 'krakenToken is not defined'],
  ])('fails for what is wrong: %s', async (code, message) => {
    await expect(run(code)).rejects.toThrow(message);
  });

  it('ends its loops when it has run long enough, by having its clients closed', async () => {
    const printed = await run("for await (const event of kraken.subscribeTicker('BTC/USD')) console.log(event.type);");
    expect(printed.length).toBeGreaterThan(100);
  });

  it('goes on in the next block until something is declared again', () => {
    const page = ['const kraken = 1;', 'kraken;', 'const kraken = 2;', 'const a = kraken;', 'const { b: a } = kraken;'];
    const text = page.map((code) => `\`\`\`js\n${code}\n\`\`\`\n`).join('\n');
    const programs = programsOf(blocksOf('page.md', text));
    expect(programs.map(({ blocks }) => blocks.map(placeOf))).toEqual([
      ['page.md:1', 'page.md:5'],
      ['page.md:9', 'page.md:13'],
      ['page.md:17'],
    ]);
  });
});

describe('a block that is not run', () => {
  it.each([
    ['npm run nonsense', 'no script nonsense'],
    ['npm run simulator --port 1', 'behind --'],
    ['npm run simulator -- --porl 1', 'knows no --porl'],
    ['npx kraken-stream-simulator --porl 1', 'knows no --porl'],
    ['node examples/none.mjs', 'there is no examples/none.mjs'],
    ['curl http://127.0.0.1:8080/nothing', 'serves no /nothing'],
    ['rm -rf /', 'nobody knows rm'],
  ])('fails for a command that is wrong: %s', (command, message) => {
    expect(shellComplaints(command).join()).toContain(message);
  });

  it('fails for a wrong type, a wrong name in a script, wrong markup and a wrong component', () => {
    const types = [
      {
        place: 'a',
        extension: 'ts',
        code: "import { KrakenClient } from '@kraken-stream/client';\nnew KrakenClient({ protocol: 'v3' });",
      },
      { place: 'b', extension: 'js', code: 'new KrakenStream.KrakenKlient();' },
      { place: 'c', extension: 'tsx', code: 'export const A = () => <p title={1}>a</p>;' },
      { place: 'd', extension: 'js', code: 'new KrakenStream.KrakenClient();' },
    ] as const;
    expect(complaints(types).map((each) => each[0])).toEqual(['a', 'b', 'c']);
    expect(readMarkup('<p><b>a</p>').complaints).not.toEqual([]);
    expect(readMarkup('<!doctype html><p>a<br>b</p><script src="a.js"></script>').complaints).toEqual([]);
    expect(readVue('<template><p v-if>a</template>').complaints).not.toEqual([]);
    expect(readSvelte('<p>{#if}</p>').complaints).not.toEqual([]);
  });
});
