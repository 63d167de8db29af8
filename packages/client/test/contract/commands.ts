/**
 * What a page asks of the process that runs the tests. Loaded together with vite.config.ts, by Node's own loader, which
 * does not find the sources of the workspace: all that needs them is in host.ts, which Vitest loads.
 */
import { join } from 'node:path';
import { isRunnableDevEnvironment } from 'vite';
import type { BrowserCommand, TestProject } from 'vitest/node';

type Host = typeof import('./host.js');
type Command<Name extends keyof Host> = BrowserCommand<Parameters<Host[Name]>, Awaited<ReturnType<Host[Name]>>>;

declare module 'vitest/browser' {
  interface BrowserCommands extends Pick<Host, 'startExchange' | 'issueToken' | 'injectFault' | 'closeExchange'> {}
}

let host: Promise<Host> | undefined;

function hostOf(project: TestProject): Promise<Host> {
  host ??= load(project);
  return host;
}

async function load({ config, vite, vitest }: TestProject): Promise<Host> {
  // Not `project.import`: it does not look at the conditions by which packages resolve to sources.
  const { ssr } = vite.environments;
  if (!isRunnableDevEnvironment(ssr)) throw new Error('Vite has no environment in which Node code can be run');
  const loaded = await ssr.runner.import<Host>(join(config.root, 'packages/client/test/contract/host.ts'));
  vitest.onClose(() => loaded.closeAllExchanges());
  return loaded;
}

const startExchange: Command<'startExchange'> = async ({ project }, options) =>
  (await hostOf(project)).startExchange(options);

const issueToken: Command<'issueToken'> = async ({ project }, url, account) =>
  (await hostOf(project)).issueToken(url, account);

const injectFault: Command<'injectFault'> = async ({ project }, url, fault) =>
  (await hostOf(project)).injectFault(url, fault);

const closeExchange: Command<'closeExchange'> = async ({ project }, url) => (await hostOf(project)).closeExchange(url);

export const exchangeCommands = { startExchange, issueToken, injectFault, closeExchange };
