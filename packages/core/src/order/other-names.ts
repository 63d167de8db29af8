/**
 * What REST, v1 and Kraken.Net call what orders are made of, for who comes from there: a hint in an error, nothing else.
 * In small letters, without separators.
 */
const MEMBERS: readonly (readonly [member: string, others: readonly string[]])[] = [
  ['symbol', ['pair']],
  ['orderQty', ['quantity', 'volume', 'amount', 'size']],
  ['triggers', ['secondaryprice', 'price2', 'stopprice', 'triggerprice']],
  ['conditional', ['close', 'closeordertype', 'closeprice', 'secondarycloseprice', 'closeprice2']],
  ['postOnly', ['flags', 'oflags', 'orderflags']],
  ['effectiveTime', ['starttime', 'starttm']],
  ['clOrdId', ['clientorderid', 'clientid']],
  ['displayQty', ['displayvol', 'displayvolume', 'icebergquantity']],
  ['validate', ['validateonly']],
];

/** The member that others call by this name. */
export function memberCalled(name: string): string | undefined {
  return MEMBERS.find(([, others]) => others.includes(name))?.[0];
}
