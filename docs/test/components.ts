/** Compiles components of frameworks, and hands out their scripts as code that can be type-checked. */
import { compile } from 'svelte/compiler';
import { compileScript, parse } from 'vue/compiler-sfc';

export interface Component {
  readonly complaints: readonly string[];
  /** TypeScript. */
  readonly script: string;
}

export function readVue(source: string): Component {
  const { descriptor, errors } = parse(source);
  if (errors.length > 0) return { complaints: errors.map((error) => error.message), script: '' };
  try {
    const { content } = compileScript(descriptor, { id: 'snippet', inlineTemplate: true });
    return { complaints: [], script: content };
  } catch (error) {
    return { complaints: [error instanceof Error ? error.message : String(error)], script: '' };
  }
}

export function readSvelte(source: string): Component {
  const script = /<script[^>]*>([\s\S]*?)<\/script>/.exec(source)?.[1] ?? '';
  try {
    const { warnings } = compile(source, { generate: 'client', filename: 'Snippet.svelte' });
    // `$state` and its like are known to whoever has seen Svelte's types.
    return { complaints: warnings.map(({ message }) => message), script: `import 'svelte';\n${script}` };
  } catch (error) {
    return { complaints: [error instanceof Error ? error.message : String(error)], script: '' };
  }
}
