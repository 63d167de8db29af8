/** `npm test` */
import { existsSync, mkdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { contractTable } from './contract.mjs';
import { bin, helpIfAsked, installBrowser, installPackages, refuseOthers, root, say, tryRun } from './setup.mjs';

helpIfAsked(`
npm test

Installs what is missing, a browser included, and runs every test:

  unit    Vitest: all tests in Node, and the core's in Chromium as well
  build   npm run build
  e2e     Playwright: the built files in Chromium, the packed packages in Node

Prints the table of what Kraken.Net offers and how each row fares here, on both protocols: a cell that nothing tests counts
as failed. Prints, last, "N passed, N failed". A runner that crashes counts as failed. Exit status: 0 all passed, 1 something
failed or nothing ran, 2 wrong arguments.

Parts of it, when all is installed: npx vitest run --project node [FILE], npx playwright test [FILE]
`);
refuseOthers();
// Also when it ends early, because something could not be installed.
let passed = 0;
let failed = 1;
process.once('exit', () => process.stdout.write(`${passed} passed, ${failed} failed\n`));
installPackages();
await installBrowser();

const reports = join(root, '.tmp', 'reports');
rmSync(reports, { recursive: true, force: true });
mkdirSync(reports, { recursive: true });

let table = '';
const stages = [unit, build, e2e];
const results = [];
for (const stage of stages) {
  const started = Date.now();
  const counts = stage();
  results.push({ name: stage.name, ...counts, seconds: ((Date.now() - started) / 1000).toFixed(1) });
}
failed = 0;
for (const result of results) {
  passed += result.passed;
  failed += result.failed;
  const skipped = result.skipped > 0 ? `, ${result.skipped} skipped` : '';
  say(`${result.name}: ${result.passed} passed, ${result.failed} failed${skipped} (${result.seconds} s)`);
}
process.stdout.write(`\n${table}\n`);
process.exitCode = failed === 0 && passed > 0 ? 0 : 1;

function unit() {
  const file = join(reports, 'unit.json');
  const ok = tryRun(bin('vitest'), ['run', '--reporter=default', '--reporter=json', `--outputFile.json=${file}`]);
  return counted(ok, file, (report) => {
    const { numPassedTests, numFailedTests, numPendingTests, numTodoTests, testResults } = report;
    const { text, untested } = contractTable(report);
    table = text;
    // A file that could not even be loaded has no tests to fail.
    const unloaded = testResults.filter((each) => each.status === 'failed' && each.assertionResults.length === 0);
    return {
      passed: numPassedTests,
      failed: numFailedTests + unloaded.length + untested,
      skipped: numPendingTests + numTodoTests,
    };
  });
}

/** Not a test; but what cannot be built has failed one. */
function build() {
  return { passed: 0, failed: tryRun(process.execPath, ['scripts/build.mjs']) ? 0 : 1, skipped: 0 };
}

function e2e() {
  const file = join(reports, 'e2e.json');
  const env = { ...process.env, PLAYWRIGHT_JSON_OUTPUT_FILE: file };
  const ok = tryRun(bin('playwright'), ['test', `--reporter=${process.stdout.isTTY ? 'line' : 'list'},json`], { env });
  return counted(ok, file, ({ stats, errors }) => ({
    passed: stats.expected,
    failed: stats.unexpected + stats.flaky + errors.length,
    skipped: stats.skipped,
  }));
}

/** What a runner's report says; a runner that failed without saying why, or ran nothing, has failed one test. */
function counted(ok, file, read) {
  const counts = existsSync(file) ? read(JSON.parse(readFileSync(file, 'utf8'))) : { passed: 0, failed: 0, skipped: 0 };
  if (counts.failed === 0 && (!ok || counts.passed === 0)) counts.failed = 1;
  return counts;
}
