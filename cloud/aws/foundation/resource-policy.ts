import type { Setting } from "./thing.ts";

/** One statement of the policy that something carries itself. */
export interface ResourceStatement {
  readonly Sid: string;
  readonly [element: string]: unknown;
}

/** How the policy of one thing is read and written; undefined where it has none. */
export interface PolicyAccess {
  read(): Promise<string | undefined>;
  write(policy: string): Promise<void>;
}

/** That a policy says all of `wanted`. What else it says stays as it is, but for what is under the same `Sid`s. */
export function policySays(
  wanted: readonly ResourceStatement[],
  { so, notSo }: Pick<Setting, "so" | "notSo">,
  access: PolicyAccess,
): Setting {
  const current = async () => statementsIn(await access.read());
  return {
    so,
    notSo,
    async isSo() {
      const said = new Set((await current()).map(meaning));
      return wanted.every((statement) => said.has(meaning(statement)));
    },
    async set() {
      const own = new Set(wanted.map(({ Sid }) => Sid));
      const others = (await current()).filter((statement) => !own.has(String(Reflect.get(statement, "Sid"))));
      await access.write(JSON.stringify({ Version: "2012-10-17", Statement: [...others, ...wanted] }));
    },
  };
}

function statementsIn(policy: string | undefined): readonly object[] {
  const read: unknown = policy === undefined ? undefined : JSON.parse(policy);
  const statements: unknown = Object(read).Statement ?? [];
  return (Array.isArray(statements) ? statements : [statements]).map(Object);
}

/** A statement as text that is the same for all ways of writing it: AWS gives a list of one back without brackets. */
function meaning(statement: object): string {
  return JSON.stringify(inOrder({ ...statement, Sid: "" }));
}

function inOrder(value: unknown): unknown {
  if (Array.isArray(value)) {
    return value.length === 1 ? inOrder(value[0]) : value.map((item) => JSON.stringify(inOrder(item))).sort();
  }
  if (typeof value !== "object" || value === null) {
    // `true` and `"true"` are one to IAM.
    return String(value);
  }
  return Object.entries(value)
    .map(([key, item]) => [key, inOrder(item)])
    .sort(([one], [other]) => (String(one) < String(other) ? -1 : 1));
}
