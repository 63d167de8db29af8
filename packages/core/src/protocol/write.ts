/** JSON as the exchange writes it: compact, members in a given order, every digit as it was given. */

/** A JSON object of members that are JSON already; members that are undefined are left out. */
export function object(members: Record<string, string | undefined>): string {
  const written: string[] = [];
  for (const [name, json] of Object.entries(members)) if (json !== undefined) written.push(`"${name}":${json}`);
  return `{${written.join(',')}}`;
}

export function text(value: string | undefined): string | undefined {
  return value === undefined ? undefined : JSON.stringify(value);
}

export function number(value: number | undefined): string | undefined {
  return value === undefined ? undefined : String(value);
}

export function boolean(value: boolean | undefined): string | undefined {
  return value === undefined ? undefined : String(value);
}
