import { describe, expect, it } from 'vitest';
import { StatusChannel } from '../../src/channel/status.js';
import { status, tickerFrame } from '../messages.js';
import { IGNORED, LIVE, WAITING } from './moods.js';

describe('the status', () => {
  it('is whole when it is told first, then an update, without the type of its message', () => {
    const channel = new StatusChannel();
    expect(channel.latest()).toBeUndefined();
    const { type: _, ...data } = status('online');
    expect(channel.take(status('online'), WAITING)).toEqual({
      verdict: 'told',
      snapshot: true,
      data,
      seamless: false,
    });
    expect(channel.take(status('maintenance'), LIVE)).toMatchObject({
      snapshot: false,
      data: { system: 'maintenance' },
      seamless: true,
    });
    expect(channel.latest()).toMatchObject({ system: 'maintenance' });
    expect(channel.take(tickerFrame(true, undefined), LIVE)).toEqual(IGNORED);
  });
});
