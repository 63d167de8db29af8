import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseJson } from '../../../src/decimal/json.js';
import { accepts, type Shape } from '../../../src/protocol/shape.js';
import { executions } from '../../../src/protocol/v1/encode-account.js';
import {
  ANSWERS,
  answerFrame,
  openOrdersFrame,
  ownTradesFrame,
  refusalFrame,
} from '../../../src/protocol/v1/frames-private.js';
import { agrees } from '../agreement.js';
import { mutated } from '../v2/frames.js';
import { executionsMessage } from './reports.js';

const streams = executionsMessage.map(executions);
const answer = fc.constant(
  '{"amend_id":"A","cl_ord_id":null,"count":"2","currentTime":"now","descr":"words","errorMessage":"no","event":"addOrderStatus",' +
    '"originaltxid":"O1","reqid":7,"status":"ok","triggerTime":"0","txid":"O2"}',
);

describe('a shape of v1', () => {
  const shapes: [string, Shape, fc.Arbitrary<string>][] = [
    ['openOrdersFrame', openOrdersFrame, streams],
    ['ownTradesFrame', ownTradesFrame, streams],
    ['answerFrame', answerFrame, answer],
    ['refusalFrame', refusalFrame, answer],
    ...Object.entries(ANSWERS).map(([method, shape]): [string, Shape, fc.Arbitrary<string>] => [method, shape, answer]),
  ];

  it.each(shapes)('%s accepts exactly what its parts do', (_, shape, whole) => {
    let accepted = 0;
    fc.assert(
      fc.property(fc.oneof(whole, mutated(whole)), (text) => {
        let frame: unknown;
        try {
          frame = parseJson(text);
        } catch {
          return;
        }
        if (accepts(shape, frame)) accepted++;
        expect(agrees(shape, frame)).toBe(true);
      }),
      { numRuns: 500 },
    );
    expect(accepted).toBeGreaterThan(20);
  });
});
