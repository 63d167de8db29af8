/**
 * Holds commands against what there is: scripts of package.json, programs of the packages, files, and the options that
 * their help names. Runs nothing but `--help`.
 */
import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { HELP as SIMULATOR_HELP } from '../../packages/simulator/src/node/options.js';
import { read, root } from './blocks.js';

/** Programs of every machine, or of Node, of which nothing here can be wrong. */
const KNOWN = new Set(['cd', 'curl', 'git', 'npm install', 'npm create', 'npm init', 'mkdir', 'cp']);

const helps = new Map<string, string>();

/** What is wrong with the commands. */
export function shellComplaints(code: string): string[] {
  const commands = code
    .replace(/\\\n/g, ' ')
    .split(/\n|&&|\|(?!\|)/)
    .map((line) => line.replace(/(^|\s)#.*$/, '').trim())
    .filter((line) => line !== '');
  return commands.flatMap((command) => complaintsOf(command).map((what) => `${command}: ${what}`));
}

function complaintsOf(command: string): string[] {
  const words = command.match(/'[^']*'|"[^"]*"|\S+/g) ?? [];
  const [program = '', verb = '', ...rest] = words;
  if (program === 'npm' && ['start', 'test', 'run'].includes(verb)) {
    const [name = '', ...given] = verb === 'run' ? rest : [verb, ...rest];
    return script(name, given);
  }
  if (program === 'npx') return npx(words.slice(1).filter((word) => word !== '--yes'));
  if (program === 'node') return file(verb, rest);
  if (KNOWN.has(program) || KNOWN.has(`${program} ${verb}`)) return urls(words);
  return [`nobody knows ${program}`];
}

function script(name: string, given: readonly string[]): string[] {
  const { scripts } = JSON.parse(read('package.json')) as { scripts: Record<string, string> };
  const path = scripts[name]?.replace(/^node /, '');
  if (path === undefined) return [`package.json has no script ${name}`];
  const [dashes, ...rest] = given;
  if (given.length > 0 && dashes !== '--') return ['npm takes the options itself unless they are behind --'];
  return options(rest, helpOf(path));
}

function npx([name = '', ...given]: readonly string[]): string[] {
  if (name === 'kraken-stream-simulator') return options(given, SIMULATOR_HELP);
  return existsSync(new URL(`node_modules/.bin/${name}`, root)) ? [] : [`${name} is not installed here`];
}

function file(path: string, given: readonly string[]): string[] {
  if (!existsSync(new URL(path, root))) return [`there is no ${path}`];
  return given.length === 0 || path.startsWith('examples/') ? [] : options(given, helpOf(path));
}

/** Options have to be named by the help; what follows them may be anything. */
function options(given: readonly string[], help: string): string[] {
  const named = given.filter((word) => /^--?[a-z]/.test(word)).map((word) => word.split('=')[0]!);
  return named
    .filter((name) => !new RegExp(`(^|[\\s,[])${name}\\b`, 'm').test(help))
    .map((name) => `its help knows no ${name}`);
}

function helpOf(path: string): string {
  const known = helps.get(path);
  if (known !== undefined) return known;
  const { stdout, status } = spawnSync(process.execPath, [path, '--help'], {
    cwd: fileURLToPath(root),
    encoding: 'utf8',
  });
  const help = status === 0 ? stdout : '';
  helps.set(path, help);
  return help;
}

/** What is asked of the local exchange has to be among what its README says it serves. */
function urls(words: readonly string[]): string[] {
  return words
    .flatMap((word) => /^['"]?http:\/\/127\.0\.0\.1:8080(\/[\w-]*)/.exec(word)?.[1] ?? [])
    .filter((path) => !/^\/(faults|stats|0|auth|v2)?$/.test(path))
    .map((path) => `the local exchange serves no ${path}`);
}
