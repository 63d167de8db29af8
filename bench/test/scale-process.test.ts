import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import process from 'node:process';
import { pathToFileURL } from 'node:url';
import { afterAll, describe, expect, it } from 'vitest';
import { Child } from '../src/scale-process.js';

const folder = mkdtempSync(join(tmpdir(), 'bench-'));
afterAll(() => rmSync(folder, { recursive: true }));

/** A process that runs this; `task` is what it was told. */
function childOf(name: string, code: string, task: unknown = null): Child<string> {
  const file = join(folder, `${name}.mjs`);
  writeFileSync(file, `const task = JSON.parse(process.argv[2]); ${code}`);
  return new Child(name, pathToFileURL(file).href, task);
}

const LONELY = "process.on('disconnect', () => process.exit());";

describe('a process that is started for a measurement', () => {
  it('is told its task, says things in order, and answers', async () => {
    const child = childOf(
      'echo',
      `${LONELY} process.on('message', (m) => process.send('re ' + m)); process.send(task.a); process.send(task.b);`,
      { a: 'first', b: 'second' },
    );
    expect([await child.hear(5000), await child.hear(5000)]).toEqual(['first', 'second']);
    child.ask('question');
    expect(await child.hear(5000)).toBe('re question');
    await child.end();
    await expect(child.hear(5000)).rejects.toThrow('echo ended (0)');
  });

  it('is given up when it says nothing', async () => {
    const child = childOf('silent', LONELY);
    await expect(child.hear(50)).rejects.toThrow('silent said nothing for 0.05 s');
    await child.end();
  });

  it('is missed when it dies', async () => {
    const child = childOf('mortal', 'process.exit(3);');
    await expect(child.hear(5000)).rejects.toThrow('mortal ended (3)');
    await child.end();
  });

  it('is killed when it does not end by itself', async () => {
    const child = childOf(
      'stubborn',
      "process.send(String(process.pid)); process.on('SIGTERM', () => {}); setInterval(() => {}, 1000);",
    );
    const pid = Number(await child.hear(5000));
    await child.end();
    expect(() => process.kill(pid, 0)).toThrow('ESRCH');
  });
});
