import type { Mood } from '../../src/channel/channel.js';

/** All before was whole. */
export const LIVE: Mood = { live: true, lenient: false };
/** Nothing came yet, or something is missing: a snapshot has to come first. */
export const WAITING: Mood = { live: false, lenient: false };
/** Starting over has been tried often enough. */
export const LENIENT: Mood = { live: true, lenient: true };

export const IGNORED = { verdict: 'ignored' };
