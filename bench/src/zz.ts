export { time } from './timing.js';
export { SCENARIOS } from './scenarios.js';
