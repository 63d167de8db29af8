import { describe, expect, it } from 'vitest';
import { pit, T0 } from './pit.js';

describe('the trade feed', () => {
  it('tells all trades of one event in one frame, by the side and the order type of the taker', () => {
    const { place, flush, trade, hear, take } = pit();
    trade.listen({}, hear);
    place('sell', 1000, 50n);
    place('sell', 1001, 50n);
    place('buy', 1001, 60n, T0 + 12);
    flush();
    place('buy', undefined, 10n, T0 + 13);
    flush();
    expect(take()).toEqual([
      '{"channel":"trade","type":"update","data":[' +
        '{"symbol":"ETH/USD","side":"buy","price":100.0,"qty":0.50,"ord_type":"limit","trade_id":101,"timestamp":"2026-01-01T00:00:00.000012Z"},' +
        '{"symbol":"ETH/USD","side":"buy","price":100.1,"qty":0.10,"ord_type":"limit","trade_id":102,"timestamp":"2026-01-01T00:00:00.000012Z"}]}',
      '{"channel":"trade","type":"update","data":[' +
        '{"symbol":"ETH/USD","side":"buy","price":100.1,"qty":0.10,"ord_type":"market","trade_id":103,"timestamp":"2026-01-01T00:00:00.000013Z"}]}',
    ]);
  });

  it('tells nothing when nothing was traded, and nobody who has left', () => {
    const { place, flush, trade, hear, take } = pit();
    const stop = trade.listen({}, hear);
    place('sell', 1000, 50n);
    flush();
    stop();
    stop();
    place('buy', 1000, 10n);
    flush();
    expect(take()).toEqual([]);
  });

  it('has the latest fifty in a snapshot, oldest first; what is in it is not told again', () => {
    const { place, flush, trade, hear, take } = pit();
    place('sell', 1000, 1000n);
    for (let i = 0; i < 60; i++) place('buy', 1000, 1n, T0 + i);
    flush();
    expect(trade.snapshot().data.map(({ tradeId }) => tradeId)).toEqual(Array.from({ length: 50 }, (_, i) => 111 + i));
    trade.listen({}, hear);
    flush();
    expect(take()).toEqual([]);
  });
});
