/** The command line of `npm run bench`. */

export interface Options {
  readonly chromium: boolean;
  readonly quick: boolean;
  /** Where to write the figures. */
  readonly json: string | undefined;
}

/** The options, or what is wrong with the arguments. */
export function parseOptions(args: readonly string[]): Options | string {
  let [chromium, quick] = [false, false];
  let json: string | undefined;
  for (let i = 0; i < args.length; i++) {
    const arg = args[i]!;
    if (arg === '--chromium') chromium = true;
    else if (arg === '--quick') quick = true;
    else if (arg === '--json') {
      json = args[++i];
      if (json === undefined || json.startsWith('--')) return '--json: expected the name of a file behind it';
    } else return `${arg}: expected --chromium, --json FILE or --quick; see --help`;
  }
  return { chromium, quick, json };
}
