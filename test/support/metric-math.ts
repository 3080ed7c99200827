/** Numbers of a metric, the newest last; one that has not come is undefined. */
export type Series = readonly (number | undefined)[];

/** One query of an alarm, or one metric of a scaling policy. */
export interface Line {
  readonly id: string;
  readonly expression?: string;
  readonly returnData?: boolean;
  readonly metric?: { readonly period?: number };
}

type Value = number | Series | readonly Value[];

/**
 * The numbers that CloudWatch makes of `lines`; metrics that say nothing may be left out.
 * Source: https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/using-metric-math.html
 */
export function metricMath(lines: readonly Line[], metrics: Readonly<Record<string, Series>>): Series {
  const length = Math.max(...Object.values(metrics).map((series) => series.length));
  const lineOf = (id: string): Value => {
    const line = lines.find((one) => one.id === id);
    if (line === undefined) {
      throw new Error(`no line is called ${id}`);
    }
    return line.expression === undefined ? (metrics[id] ?? Array(length).fill(undefined)) : run(line.expression);
  };
  const period = lines.find(({ metric }) => metric?.period !== undefined)?.metric?.period ?? 60;
  const run = (expression: string) => new Expression(expression, lineOf, length, period).value();
  return lineOf(lines.find(({ returnData }) => returnData)?.id ?? "") as Series;
}

class Expression {
  readonly #words: string[];
  readonly #lineOf: (id: string) => Value;
  readonly #length: number;
  readonly #period: number;

  constructor(text: string, lineOf: (id: string) => Value, length: number, period: number) {
    this.#words = text.match(/\w+|[<>=]=|[^\s\w]/g) ?? [];
    this.#lineOf = lineOf;
    this.#length = length;
    this.#period = period;
  }

  value(): Value {
    return this.#chain([">", "<", ">=", "<=", "=="], () =>
      this.#chain(["+", "-"], () => this.#chain(["*", "/"], () => this.#one())),
    );
  }

  #chain(operators: readonly string[], next: () => Value): Value {
    let left = next();
    while (operators.includes(this.#words[0] ?? "")) {
      const operator = String(this.#words.shift());
      left = this.#combine(operator, left, next());
    }
    return left;
  }

  #one(): Value {
    const word = String(this.#words.shift());
    if (/^\d/.test(word)) {
      return Number(word);
    }
    if (word === "(" || word === "[") {
      const values = this.#list();
      return word === "[" ? values : (values[0] as Value);
    }
    if (word === "REPEAT") {
      return [];
    }
    if (this.#words[0] !== "(") {
      return this.#lineOf(word);
    }
    this.#words.shift();
    return this.#call(word, this.#list());
  }

  /** Up to the bracket that closes it. */
  #list(): Value[] {
    const values = [this.value()];
    while (this.#words.shift() === ",") {
      values.push(this.value());
    }
    return values;
  }

  /** Between two metrics a missing number is 0; what would be divided by 0 is dropped. */
  #combine(operator: string, left: Value, right: Value): Value {
    const both = typeof left !== "number" && typeof right !== "number";
    return this.#each((minute) => {
      const [a, b] = [at(left, minute), at(right, minute)];
      if (both ? a === undefined && b === undefined : a === undefined || b === undefined) {
        return undefined;
      }
      const result = operations[operator]?.(a ?? 0, b ?? 0);
      return Number.isFinite(result) ? result : undefined;
    });
  }

  #call(name: string, [first = 0, second = 0, third]: Value[]): Value {
    switch (name) {
      case "IF":
        return this.#each((minute) => {
          const condition = at(first, minute);
          return condition ? (at(second, minute) ?? 0) : condition === 0 ? at(third, minute) : undefined;
        });
      case "FILL": {
        let last: number | undefined;
        return this.#each((minute) => {
          last = at(first, minute) ?? (typeof second === "number" ? second : last);
          return last;
        });
      }
      case "MAX":
      case "MIN":
        return this.#each((minute) => {
          const known = (first as Value[]).flatMap((one) => at(one, minute) ?? []);
          return known.length > 0 ? Math[name === "MAX" ? "max" : "min"](...known) : undefined;
        });
      // Of two neighbours; the first has none.
      case "RATE":
        return this.#each((minute) => {
          const [before, now] = [at(first, minute - 1), at(first, minute)];
          return before === undefined || now === undefined ? undefined : (now - before) / this.#period;
        });
      default:
        throw new Error(`${name} is not known: add it to test/support/metric-math.ts`);
    }
  }

  #each(of: (minute: number) => number | undefined): Series {
    return Array.from({ length: this.#length }, (_, minute) => of(minute));
  }
}

const operations: Readonly<Record<string, (a: number, b: number) => number>> = {
  "+": (a, b) => a + b,
  "-": (a, b) => a - b,
  "*": (a, b) => a * b,
  "/": (a, b) => a / b,
  ">": (a, b) => Number(a > b),
  "<": (a, b) => Number(a < b),
  ">=": (a, b) => Number(a >= b),
  "<=": (a, b) => Number(a <= b),
  "==": (a, b) => Number(a === b),
};

function at(value: Value | undefined, minute: number): number | undefined {
  return typeof value === "number" ? value : (value?.[minute] as number | undefined);
}
