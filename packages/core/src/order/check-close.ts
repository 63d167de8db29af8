/** Checks what is asked to follow the fills of an order: the rules of conditional-close.ts at run time. */
import type { Pair } from '../protocol/instrument.js';
import { CONDITIONAL_TYPES, type ConditionalType } from '../protocol/order.js';
import type { Conditional } from '../protocol/trading.js';
import { givenChoice, givenObject, type Path, show, wrong } from './given.js';
import { CLOSE_MEMBERS, isTrailing } from './members.js';
import { checkDistance, checkLimit, checkPrice, checkPriceType, checkTrailingType } from './prices.js';

export function checkClose(path: Path, value: unknown, pair: Pair | undefined): Conditional | undefined {
  if (value === undefined) return undefined;
  const field = `${path}conditional`;
  const given = givenObject(field, `${field}.`, value, 'a conditional close', CLOSE_MEMBERS);
  const orderType = givenChoice(`${field}.orderType`, given['orderType'], CONDITIONAL_TYPES);
  for (const member of CLOSE_MEMBERS) {
    if (given[member] === undefined || takes(orderType, member)) continue;
    throw wrong(`${field}.${member}`, `none with orderType '${orderType}' (${holders(member)})`, show(given[member]));
  }
  const trailing = isTrailing(orderType);
  return {
    orderType,
    ...(takes(orderType, 'limitPrice') && checkLimit(`${field}.`, given, trailing, pair)),
    ...(takes(orderType, 'triggerPrice') && checkTrigger(field, given, trailing, pair)),
  };
}

function checkTrigger(
  field: string,
  { triggerPrice, triggerPriceType }: Readonly<Record<string, unknown>>,
  trailing: boolean,
  pair: Pair | undefined,
) {
  const check = trailing ? checkTrailingType : checkPriceType;
  const type = check(`${field}.triggerPriceType`, triggerPriceType);
  const price = trailing ? checkDistance : checkPrice;
  return { triggerPrice: price(`${field}.triggerPrice`, triggerPrice, type ?? 'static', pair), triggerPriceType: type };
}

function takes(type: ConditionalType, member: (typeof CLOSE_MEMBERS)[number]): boolean {
  if (member === 'limitPrice') return type.endsWith('limit');
  if (member === 'limitPriceType') return type === 'trailing-stop-limit';
  return member === 'orderType' || type !== 'limit';
}

function holders(member: (typeof CLOSE_MEMBERS)[number]): string {
  return `it belongs to ${CONDITIONAL_TYPES.filter((type) => takes(type, member)).join(', ')}`;
}
