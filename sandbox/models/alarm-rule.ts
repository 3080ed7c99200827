/** What a rule of a composite alarm says: the alarms that it names, or why CloudWatch does not take it. */
export type ReadRule = { readonly names: readonly string[] } | { readonly wrong: string };

const words = /"(?:[^"\\]|\\.)*"|[()]|[^\s()"]+/g;
const states = ["ALARM", "OK", "INSUFFICIENT_DATA"];

/** Reads `ALARM("a") AND NOT (ALARM("b") OR OK("c"))`. */
export function readAlarmRule(text: string): ReadRule {
  const reader = new Reader(text.match(words) ?? []);
  const wrong = reader.expression() ?? reader.rest();
  return wrong === undefined ? { names: [...new Set(reader.names)] } : { wrong };
}

/** Each method takes its words off the front, and answers what is wrong. */
class Reader {
  readonly names: string[] = [];
  readonly #words: string[];

  constructor(words: readonly string[]) {
    this.#words = [...words];
  }

  expression(): string | undefined {
    let wrong = this.#term();
    while (wrong === undefined && /^(AND|OR)$/.test(this.#words[0] ?? "")) {
      this.#words.shift();
      wrong = this.#term();
    }
    return wrong;
  }

  rest(): string | undefined {
    return this.#words.length === 0 ? undefined : `AND or OR is missing before ${this.#words[0]}`;
  }

  #term(): string | undefined {
    const word = this.#words.shift();
    if (word === "NOT") {
      return this.#term();
    }
    if (word === "TRUE" || word === "FALSE") {
      return undefined;
    }
    if (word === "(") {
      return this.expression() ?? this.#closing();
    }
    if (word === undefined || !states.includes(word)) {
      return `${word ?? "nothing"} stands where one of ${states.join(", ")}, NOT, TRUE, FALSE or a bracket must`;
    }
    return this.#alarm(word);
  }

  #alarm(state: string): string | undefined {
    const [opening, name] = [this.#words.shift(), this.#words.shift()];
    if (opening !== "(" || name === undefined || /^[()]$/.test(name)) {
      return `${state} names no alarm`;
    }
    this.names.push(name.replace(/^"|"$/g, ""));
    return this.#closing();
  }

  #closing(): string | undefined {
    return this.#words.shift() === ")" ? undefined : "a bracket is not closed";
  }
}
