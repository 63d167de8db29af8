/** The command line of `npm run bench`. */

export interface Options {
  readonly chromium: boolean;
  readonly quick: boolean;
  /** Only what is measured at scale. */
  readonly onlyScale: boolean;
  /** Where to write the figures. */
  readonly json: string | undefined;
}

/** The options, or what is wrong with the arguments. */
export function parseOptions(args: readonly string[]): Options | string {
  let [chromium, quick, onlyScale] = [false, false, false];
  let json: string | undefined;
  for (let i = 0; i < args.length; i++) {
    const arg = args[i]!;
    if (arg === '--chromium') chromium = true;
    else if (arg === '--quick') quick = true;
    else if (arg === '--only-scale') onlyScale = true;
    else if (arg === '--json') {
      json = args[++i];
      if (json === undefined || json.startsWith('--')) return '--json: expected the name of a file behind it';
    } else return `${arg}: expected --chromium, --json FILE, --only-scale or --quick; see --help`;
  }
  if (chromium && onlyScale) return '--only-scale: scale is not measured in Chromium; leave --chromium out';
  return { chromium, quick, onlyScale, json };
}
