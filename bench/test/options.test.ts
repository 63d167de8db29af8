import { describe, expect, it } from 'vitest';
import { parseOptions } from '../src/options.js';

describe('the command line', () => {
  it('asks for everything in Node when it is empty', () => {
    expect(parseOptions([])).toEqual({ chromium: false, quick: false, onlyScale: false, json: undefined });
  });

  it('takes all options, in any order', () => {
    expect(parseOptions(['--quick', '--json', 'out.json', '--chromium'])).toEqual({
      chromium: true,
      quick: true,
      onlyScale: false,
      json: 'out.json',
    });
    expect(parseOptions(['--only-scale', '--quick'])).toMatchObject({ onlyScale: true, quick: true });
  });

  it.each([
    [['--fast'], '--fast: expected'],
    [['--json'], '--json: expected the name of a file'],
    [['--json', '--quick'], '--json: expected the name of a file'],
    [['--only-scale', '--chromium'], '--only-scale: scale is not measured in Chromium'],
  ])('is told what is wrong with %j', (args, what) => {
    expect(parseOptions(args)).toContain(what);
  });
});
