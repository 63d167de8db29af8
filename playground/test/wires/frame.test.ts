import { describe, expect, it } from 'vitest';
import { type About, aboutOf } from '../../src/wires/frame.js';

describe('what a frame is about', () => {
  it.each<[string, About]>([
    [
      '{"channel":"book","type":"update","data":[{"symbol":"BTC/USD","bids":[],"asks":[]}]}',
      { channel: 'book', detail: 'update BTC/USD' },
    ],
    [
      '{"channel":"ohlc","type":"snapshot","timestamp":"2026-01-01T00:00:00Z","data":[{"symbol":"ETH/USD"}]}',
      { channel: 'ohlc', detail: 'snapshot ETH/USD' },
    ],
    ['{"channel":"heartbeat"}', { channel: 'heartbeat', detail: '' }],
    ['{"channel":"level3","type":"update"}', { channel: 'other', detail: 'update' }],
    ['{"method":"ping","req_id":3}', { channel: 'request', detail: 'ping' }],
    [
      '{"method":"subscribe","params":{"channel":"book","symbol":["BTC/USD"],"depth":25},"req_id":1}',
      { channel: 'request', detail: 'subscribe book' },
    ],
    [
      '{"method":"subscribe","result":{"channel":"book","depth":25,"symbol":"BTC/USD"},"success":true}',
      { channel: 'request', detail: 'subscribe book BTC/USD' },
    ],
    ['[560,{"b":[["1.0","2.0","3.0"]],"c":"974947235"},"book-10","XBT/USD"]', { channel: 'book', detail: 'XBT/USD' }],
    ['[42,["5541.2","1","2"],"spread","XBT/USD"]', { channel: 'spread', detail: 'XBT/USD' }],
    ['[[{"T1":{}}],"ownTrades",{"sequence":2}]', { channel: 'executions', detail: 'ownTrades' }],
    ['{"event":"heartbeat"}', { channel: 'heartbeat', detail: '' }],
    [
      '{"connectionID":8,"event":"systemStatus","status":"online","version":"1"}',
      { channel: 'status', detail: 'online' },
    ],
    [
      '{"event":"subscribe","pair":["XBT/USD"],"subscription":{"name":"book","depth":10}}',
      { channel: 'request', detail: 'subscribe book XBT/USD' },
    ],
    ['{"event":"addOrderStatus","status":"ok","txid":"O1"}', { channel: 'request', detail: 'addOrderStatus' }],
    ['', { channel: 'other', detail: '' }],
    ['no JSON', { channel: 'other', detail: '' }],
    ['{"channel":7}', { channel: 'other', detail: '' }],
    ['{"channel":"toString"}', { channel: 'other', detail: '' }],
    ['{"channel":"constructor"}', { channel: 'other', detail: '' }],
  ])('%s', (text, about) => {
    expect(aboutOf(text)).toEqual(about);
  });
});
