import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';

const root = fileURLToPath(new URL('../../', import.meta.url));

describe('a command that is given what it does not know', () => {
  it.each([
    ['test', '--help-me', 'expected no arguments, received --help-me; see --help\n'],
    ['check', 'packages', 'expected no arguments, received packages; see --help\n'],
    ['size', '--nobuild', 'expected nothing but --no-build, received --nobuild; see --help\n'],
    ['build', '--packs', 'expected nothing but --packages, --pack, --integrity, received --packs; see --help\n'],
  ])('says so before it does anything: %s %s', (name, argument, message) => {
    const { status, stdout, stderr } = spawnSync(process.execPath, [`scripts/${name}.mjs`, argument], {
      cwd: root,
      encoding: 'utf8',
    });
    expect({ status, stdout, stderr }).toEqual({ status: 2, stdout: '', stderr: message });
  });
});
