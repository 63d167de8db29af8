import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { LIVENESS, PACE, RECONNECT, RESYNC } from '../../src/session/options.js';

it('docs/connections.md tells every default, as it is', () => {
  const text = readFileSync(new URL('../../../../docs/connections.md', import.meta.url), 'utf8');
  const told = [...text.matchAll(/^\| `(\w+)\.(\w+)` \| (\d+) \| .+ \|$/gm)].map(([, group, name, value]) => [
    `${group}.${name}`,
    Number(value),
  ]);
  const groups = { reconnect: RECONNECT, liveness: LIVENESS, pace: PACE, resync: RESYNC };
  const defaults = Object.entries(groups).flatMap(([group, options]) =>
    Object.entries(options).map(([name, value]) => [`${group}.${name}`, value]),
  );
  expect(Object.fromEntries(told)).toEqual(Object.fromEntries(defaults));
});
