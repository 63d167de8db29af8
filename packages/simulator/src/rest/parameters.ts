/** What a call of REST asks for: said behind its path, in a form, or in JSON. Knows no call. */

/** The parameters behind the path, and those in the body, in which nothing that cannot be read is missed. */
export function parametersOf(url: string, contentType: string | undefined, body: string): URLSearchParams {
  const parameters = new URLSearchParams(url.split('?')[1] ?? '');
  const said = isJson(contentType) ? inJson(body) : new URLSearchParams(body);
  for (const [name, value] of said) parameters.set(name, value);
  return parameters;
}
/** Whether a body of this content type is JSON; it is a form otherwise. */
export function isJson(contentType = ''): boolean {
  return /\bjson\b/i.test(contentType);
}

/** The names in a list behind commas; undefined when there is no list. */
export function namesIn(parameters: URLSearchParams, name: string): string[] | undefined {
  return parameters
    .get(name)
    ?.split(',')
    .map((each) => each.trim());
}

function inJson(body: string): [string, string][] {
  try {
    const parsed: unknown = JSON.parse(body);
    if (typeof parsed !== 'object' || parsed === null || Array.isArray(parsed)) return [];
    return Object.entries(parsed).filter((entry): entry is [string, string] => typeof entry[1] === 'string');
  } catch {
    return [];
  }
}
