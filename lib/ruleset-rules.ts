/** Parameters of each rule of a ruleset by its type, in the words of GitHub's interface. */
export type RulesetRules = Readonly<Record<string, Readonly<Record<string, unknown>>>>;

/** The one parameter that the provider calls otherwise than GitHub does. */
const renamed: Readonly<Record<string, string>> = { required_checks: "required_status_checks" };

/**
 * The rules of a ruleset in GitHub's words: what the provider calls `requiredLinearHistory: true` or `false` is a rule
 * `required_linear_history` that is there or not.
 */
export function rulesetRules(rules: Readonly<Record<string, unknown>>): RulesetRules {
  return Object.fromEntries(
    Object.entries(rules)
      .filter(([key, value]) => value !== false && value !== undefined && !key.startsWith("__"))
      .map(([rule, value]) => [snake(rule), isObject(value) ? inSnake(value) : {}]),
  );
}

function inSnake(value: object): Readonly<Record<string, unknown>> {
  return Object.fromEntries(
    Object.entries(value)
      .filter(([key]) => !key.startsWith("__"))
      .map(([key, member]) => [renamed[snake(key)] ?? snake(key), deep(member)]),
  );
}

function deep(value: unknown): unknown {
  if (Array.isArray(value)) {
    return value.map(deep);
  }
  return isObject(value) ? inSnake(value) : value;
}

function isObject(value: unknown): value is object {
  return typeof value === "object" && value !== null;
}

function snake(key: string): string {
  return key.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);
}
