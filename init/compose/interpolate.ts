/** A text in which compose has put the values of variables. */
export interface Interpolated {
  readonly text: string;
  /** Variables that had no value and no default: compose puts nothing there. */
  readonly unset: readonly string[];
  /** What was put in, a value or a default, by the variable that it stands for. */
  readonly put: readonly Put[];
}

/** A value that stands in a text for a variable. */
export interface Put {
  readonly name: string;
  readonly value: string;
}

/** Deeper than anybody nests defaults. */
const deepest = 20;

/** Puts in the values of `$NAME`, `${NAME}`, `${NAME:-default}`, `${NAME:?error}` and `${NAME:+other}`, as compose does. */
export function interpolate(text: string, variables: ReadonlyMap<string, string>, depth = 0): Interpolated {
  const unset: string[] = [];
  const put: Put[] = [];
  let result = "";
  let at = 0;
  while (at < text.length) {
    const dollar = text.indexOf("$", at);
    if (dollar === -1 || depth > deepest) {
      return { text: result + text.slice(at), unset, put };
    }
    const { end, value } = expression(text, dollar, variables, depth);
    result += text.slice(at, dollar) + value.text;
    unset.push(...value.unset);
    put.push(...value.put);
    at = end;
  }
  return { text: result, unset, put };
}

interface Expression {
  /** Where the text goes on. */
  readonly end: number;
  readonly value: Interpolated;
}

function expression(text: string, dollar: number, variables: ReadonlyMap<string, string>, depth: number): Expression {
  if (text[dollar + 1] === "$") {
    return { end: dollar + 2, value: plainly("$") };
  }
  const [plain] = /^[A-Za-z_]\w*/.exec(text.slice(dollar + 1)) ?? [];
  if (plain !== undefined) {
    return { end: dollar + 1 + plain.length, value: valueIn(plain, "", "", variables, depth) };
  }
  const close = text[dollar + 1] === "{" ? closing(text, dollar + 1) : -1;
  const braced = /^([A-Za-z_]\w*)(:?[-?+])?([\s\S]*)$/.exec(text.slice(dollar + 2, Math.max(close, dollar + 2)));
  if (close === -1 || braced === null) {
    return { end: dollar + 1, value: plainly("$") };
  }
  const [, name = "", operator = "", rest = ""] = braced;
  return { end: close + 1, value: valueIn(name, operator, rest, variables, depth) };
}

/** Where the brace that is opened at `open` is closed. */
function closing(text: string, open: number): number {
  let depth = 0;
  for (let at = open; at < text.length; at++) {
    depth += text[at] === "{" ? 1 : text[at] === "}" ? -1 : 0;
    if (depth === 0) {
      return at;
    }
  }
  return -1;
}

function valueIn(
  name: string,
  operator: string,
  rest: string,
  variables: ReadonlyMap<string, string>,
  depth: number,
): Interpolated {
  const value = variables.get(name);
  const isThere = value !== undefined && !(operator.startsWith(":") && value === "");
  if (operator.endsWith("+")) {
    return isThere ? interpolate(rest, variables, depth + 1) : plainly("");
  }
  if (isThere) {
    return { ...plainly(value), put: [{ name, value }] };
  }
  if (!operator.endsWith("-")) {
    return { ...plainly(""), unset: [name] };
  }
  const usual = interpolate(rest, variables, depth + 1);
  return { ...usual, put: [...usual.put, { name, value: usual.text }] };
}

/** A text in which nothing stands for a variable. */
function plainly(text: string): Interpolated {
  return { text, unset: [], put: [] };
}
