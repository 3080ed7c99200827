/**
 * Whether a filter pattern of CloudWatch Logs for JSON picks an event: of its language, the part that our patterns are
 * written in. No library and no emulator evaluates it.
 *
 * Source: https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/FilterAndPatternSyntax.html
 *
 * @param missingDiffers whether `!=` holds for a field that is not there, which the page leaves open
 */
export function picks(pattern: string, event: unknown, missingDiffers: boolean): boolean {
  const tokens = tokensOf(pattern);
  let at = 0;
  const take = (wanted?: string): string => {
    const token = tokens[at++];
    if (token === undefined || (wanted !== undefined && token !== wanted)) {
      throw new Error(`${pattern}: ${wanted ?? "something"} is wanted in place of ${token ?? "its end"}`);
    }
    return token;
  };
  const either = (): boolean => {
    let holds = both();
    while (tokens[at] === "||") {
      take();
      holds = both() || holds;
    }
    return holds;
  };
  const both = (): boolean => {
    let holds = one();
    while (tokens[at] === "&&") {
      take();
      holds = one() && holds;
    }
    return holds;
  };
  const one = (): boolean => {
    if (tokens[at] === "(") {
      take();
      const holds = either();
      take(")");
      return holds;
    }
    const value = valueAt(event, take());
    const operator = take();
    const isEqual = matches(value, JSON.parse(take()));
    if (operator === "=") {
      return isEqual;
    }
    if (operator !== "!=") {
      throw new Error(`${pattern}: ${operator} is no operator that this knows`);
    }
    return value === undefined ? missingDiffers : !isEqual;
  };
  take("{");
  const holds = either();
  take("}");
  if (at < tokens.length) {
    throw new Error(`${pattern}: ${tokens.slice(at).join(" ")} is too much`);
  }
  return holds;
}

function tokensOf(pattern: string): string[] {
  const token = /\s*(\$[\w.[\]-]+|"[^"]*"|-?\d+(?:\.\d+)?|&&|\|\||!=|=|[(){}])\s*/y;
  const tokens: string[] = [];
  while (token.lastIndex < pattern.length) {
    const from = token.lastIndex;
    const [, found] = token.exec(pattern) ?? [];
    if (found === undefined) {
      throw new Error(`${pattern}: ${pattern.slice(from)} cannot be read`);
    }
    tokens.push(found);
  }
  return tokens;
}

/** `$.detail.containers[0].name` */
function valueAt(event: unknown, path: string): unknown {
  const keys = path.match(/[\w-]+/g) ?? [];
  return keys.reduce<unknown>(
    (value, key) => (typeof value === "object" && value !== null ? (value as Record<string, unknown>)[key] : undefined),
    event,
  );
}

/** A star at the end of a text stands for whatever follows. */
function matches(value: unknown, wanted: unknown): boolean {
  return typeof value === "string" && typeof wanted === "string" && wanted.endsWith("*")
    ? value.startsWith(wanted.slice(0, -1))
    : value === wanted;
}
