/**
 * Path patterns of the load balancer: `*` is any text, also an empty one and one with slashes, `?` is one character,
 * and everything else is itself; upper and lower case differ.
 * Source: https://docs.aws.amazon.com/elasticloadbalancing/latest/application/rule-condition-types.html
 */

/** How far a walk is in `inner`, and where in `outer` the text so far may have led. */
interface Step {
  readonly i: number;
  readonly places: readonly number[];
}

/**
 * Whether every path that matches `inner` matches `outer` too: walks through `inner` with every place in `outer` that
 * the same text can lead to. Only characters that `outer` spells out are told apart, and one stands for all others.
 */
export function contains(outer: string, inner: string): boolean {
  const characters = [...new Set([...outer].filter((character) => !isWildcard(character))), "\0"];
  const seen = new Set<string>();
  const open: Step[] = [{ i: 0, places: placesFrom(outer, [0]) }];
  for (let step = open.pop(); step !== undefined; step = open.pop()) {
    const { i, places } = step;
    const wanted = inner[i];
    if (wanted === undefined && !places.includes(outer.length)) {
      return false;
    }
    const key = `${i} ${places.join()}`;
    if (wanted !== undefined && !seen.has(key)) {
      seen.add(key);
      const texts = isWildcard(wanted) ? characters : [wanted];
      const reached = texts.map((text) => after(outer, places, text));
      open.push(...stepsTo(wanted, i, places, reached));
    }
  }
  return true;
}

/** A `*` ends here or goes on; anything else is one character. */
function stepsTo(wanted: string, i: number, places: Step["places"], reached: readonly Step["places"][]): Step[] {
  return wanted === "*"
    ? [{ i: i + 1, places }, ...reached.map((to) => ({ i, places: to }))]
    : reached.map((to) => ({ i: i + 1, places: to }));
}

/** A path that matches both patterns; undefined when there is none. */
export function commonPath(left: string, right: string): string | undefined {
  const deadEnds = new Set<string>();
  const from = (i: number, j: number): string | undefined => {
    const key = `${i} ${j}`;
    if (i === left.length && j === right.length) {
      return "";
    }
    for (const [a, b, text] of deadEnds.has(key) ? [] : moves(left[i], right[j])) {
      const rest = from(i + a, j + b);
      if (rest !== undefined) {
        return `${text === "?" ? "x" : text}${rest}`;
      }
    }
    deadEnds.add(key);
    return undefined;
  };
  return from(0, 0);
}

/** How far each pattern goes with one text, or with none where a `*` ends. */
type Move = readonly [inLeft: 0 | 1, inRight: 0 | 1, text: string];

function moves(left: string | undefined, right: string | undefined): Move[] {
  const longer = (text: string | undefined) => text !== undefined && text !== "*";
  const bothStep = longer(left) && longer(right) && (left === right || left === "?" || right === "?");
  return [
    ...(left === "*" ? ([[1, 0, ""]] as const) : []),
    ...(right === "*" ? ([[0, 1, ""]] as const) : []),
    ...(left === "*" && right !== undefined && right !== "*" ? ([[0, 1, right]] as const) : []),
    ...(right === "*" && left !== undefined && left !== "*" ? ([[1, 0, left]] as const) : []),
    ...(bothStep ? ([[1, 1, (left === "?" ? right : left) ?? ""]] as const) : []),
  ];
}

function isWildcard(character: string): boolean {
  return character === "*" || character === "?";
}

function after(pattern: string, places: readonly number[], character: string): number[] {
  const reached = places.flatMap((place) => {
    const wanted = pattern[place];
    if (wanted === "*") {
      return [place];
    }
    return wanted === "?" || wanted === character ? [place + 1] : [];
  });
  return placesFrom(pattern, reached);
}

/** The places and those behind each `*` that may stand for nothing, in order. */
function placesFrom(pattern: string, places: readonly number[]): number[] {
  const all = new Set(places);
  for (const place of all) {
    if (pattern[place] === "*") {
      all.add(place + 1);
    }
  }
  return [...all].sort((a, b) => a - b);
}
