/** What a conditional close becomes when its primary is filled. Knows no accounts. */
import { opposite } from '../engine/order.js';
import type { Draft, DraftConditional } from './draft.js';
import type { Terms } from './terms.js';

/** The order that a fill of so many lots gives rise to: on the other side, and of no more, however little that is. */
export function secondary(primary: Draft, conditional: DraftConditional, lots: bigint, terms: Terms): Draft {
  const { type, limit, trigger } = conditional;
  const side = opposite(primary.side);
  const reference = primary.trigger?.reference ?? 'last';
  const { limitPrice, limitPriceType, triggerPrice, triggerPriceType } = primary.fields.conditional ?? {};
  return {
    fields: {
      orderType: type,
      side,
      orderQty: terms.scale.qty(lots),
      limitPrice,
      limitPriceType,
      triggers:
        triggerPrice === undefined ? undefined : { reference, price: triggerPrice, priceType: triggerPriceType },
      orderUserref: primary.fields.orderUserref,
      feePreference: primary.feePreference,
      stpType: primary.stp,
    },
    type,
    side,
    lots,
    cash: undefined,
    limit,
    display: undefined,
    trigger: trigger === undefined ? undefined : { reference, price: trigger },
    timeInForce: 'gtc',
    expireAt: undefined,
    effectiveAt: undefined,
    postOnly: false,
    feePreference: primary.feePreference,
    stp: primary.stp,
    conditional: undefined,
  };
}
