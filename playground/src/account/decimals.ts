/** The little arithmetic that a ticket needs, exact: on decimals as text, by integers. Knows no orders. */

/** Digits of a quotient behind what its parts have: more than any quantity has. */
const QUOTIENT_DECIMALS = 12;

/** Whether it is a plain decimal, such as the exchange takes. */
export function isDecimal(text: string): boolean {
  return /^-?(?:0|[1-9]\d*)(?:\.\d+)?$/.test(text);
}

export function decimalsOf(text: string): number {
  const point = text.indexOf('.');
  return point < 0 ? 0 : text.length - point - 1;
}

export function plus(a: string, b: string): string {
  const decimals = Math.max(decimalsOf(a), decimalsOf(b));
  return written(scaled(a, decimals) + scaled(b, decimals), decimals);
}

export function minus(a: string, b: string): string {
  return plus(a, b.startsWith('-') ? b.slice(1) : `-${b}`);
}

export function times(a: string, b: string): string {
  const decimals = decimalsOf(a) + decimalsOf(b);
  return written(scaled(a, decimalsOf(a)) * scaled(b, decimalsOf(b)), decimals);
}

/** Cut off behind twelve decimals more than the parts have; `0` of what is divided by nothing. */
export function over(a: string, b: string): string {
  const decimals = Math.max(decimalsOf(a), decimalsOf(b));
  const divisor = scaled(b, decimals);
  if (divisor === 0n) return '0';
  const more = decimals + QUOTIENT_DECIMALS;
  return written((scaled(a, decimals) * 10n ** BigInt(more)) / divisor, more);
}

/** Below, equal or above zero as `a` is below, equal to or above `b`. */
export function compared(a: string, b: string): number {
  const decimals = Math.max(decimalsOf(a), decimalsOf(b));
  const apart = scaled(a, decimals) - scaled(b, decimals);
  return apart < 0n ? -1 : apart > 0n ? 1 : 0;
}

/** The largest multiple of a step that is not above it, with as many decimals as the step; `0` at the least. */
export function floored(text: string, step: string): string {
  const decimals = Math.max(decimalsOf(text), decimalsOf(step));
  const unit = scaled(step, decimals);
  const value = scaled(text, decimals);
  if (unit <= 0n || value <= 0n) return '0';
  return rounded(written((value / unit) * unit, decimals), decimalsOf(step));
}

/** The next multiple of a step in a direction (1 up, -1 down); what is not above zero only where it may be. */
export function stepped(text: string, step: string, direction: 1 | -1, signed = false): string {
  const decimals = Math.max(decimalsOf(text), decimalsOf(step));
  const unit = scaled(step, decimals);
  if (unit <= 0n) return text;
  const value = scaled(text, decimals);
  const rest = ((value % unit) + unit) % unit;
  const below = rest === 0n ? value - unit : value - rest;
  const next = direction === 1 ? value - rest + unit : below;
  if (!signed && next <= 0n) return text;
  return rounded(written(next, decimals), decimalsOf(step));
}

/** Cut off behind so many decimals; filled up with zeros to them. */
export function rounded(text: string, decimals: number): string {
  const own = decimalsOf(text);
  if (own <= decimals) return written(scaled(text, decimals), decimals);
  const value = scaled(text, own) / 10n ** BigInt(own - decimals);
  return written(value, decimals);
}

/** Without the zeros behind the last digit that counts. */
export function trimmed(text: string): string {
  return text.includes('.') ? text.replace(/\.?0+$/, '') : text;
}

/** With commas between thousands, to be read. */
export function grouped(text: string): string {
  const [whole = '', part] = text.split('.');
  const marked = whole.replace(/\B(?=(\d{3})+$)/g, ',');
  return part === undefined ? marked : `${marked}.${part}`;
}

function scaled(text: string, decimals: number): bigint {
  return BigInt(text.replace('.', '') + '0'.repeat(decimals - decimalsOf(text)));
}

function written(value: bigint, decimals: number): string {
  const digits = String(value < 0n ? -value : value).padStart(decimals + 1, '0');
  const point = digits.length - decimals;
  const text = decimals === 0 ? digits : `${digits.slice(0, point)}.${digits.slice(point)}`;
  return value < 0n ? `-${text}` : text;
}
