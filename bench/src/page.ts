/**
 * The bench inside a page: the same scenarios, one at a time, for whoever drives the browser.
 */
import { SCENARIOS } from './scenarios.js';
import { type Timing, time } from './timing.js';

declare global {
  /** Set by this script. */
  var timeInPage: ((name: string, quick: boolean) => Timing) | undefined;
}

globalThis.timeInPage = (name, quick) => time(SCENARIOS.find((scenario) => scenario.name === name)!, quick);
