/** Whether a composite alarm rings while the alarms in `ringing` do, and all others are well. */
export function rings(rule: unknown, ringing: readonly string[]): boolean {
  const words = String(rule).match(/ALARM\("[^"]+"\)|AND|OR|NOT|[()]/g) ?? [];
  // CloudWatch reads NOT before AND, and AND before OR.
  const one = (): boolean => {
    const word = words.shift();
    if (word === "NOT") {
      return !one();
    }
    if (word === "(") {
      const inside = either();
      words.shift();
      return inside;
    }
    return ringing.some((name) => word === `ALARM("${name}")`);
  };
  const chain = (operator: string, next: () => boolean, join: (a: boolean, b: boolean) => boolean) => () => {
    let left = next();
    while (words[0] === operator) {
      words.shift();
      left = join(left, next());
    }
    return left;
  };
  const all = chain("AND", one, (a, b) => a && b);
  const either = chain("OR", all, (a, b) => a || b);
  return either();
}
