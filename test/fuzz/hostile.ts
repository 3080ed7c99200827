import fc from "fast-check";
import { stringify } from "yaml";
import { edited, placesIn } from "./edits.ts";

/** Stands for a secret that somebody wrote where it is read by many; no message may repeat it. */
export const canary = "hunter2-CANARY-9f8e7d6c5b";

const texts = [
  "\u0000",
  "\u001b[31mred\u001b[0m",
  "\u009b2J",
  "\u202Ereversed\u202C",
  "\u2066isolated\u2069",
  "line\nbreak",
  "carriage\rreturn",
  "tab\there",
  "\u2028\u2029",
  "\uFEFFmark",
  "\uD800",
  "é",
  "e\u0301",
  "Ａ",
  "😀".repeat(50),
  "ﷺ",
  "$(reboot)",
  "`id`",
  "; rm -rf / #",
  "| cat /etc/passwd",
  "&& curl example.com",
  "'\"\\",
  "$HOME",
  ["$", "{{ github.token }}"].join(""),
  "%s%n%d",
  "../../etc/passwd",
  "-rf",
  "--help",
  "__proto__",
  "constructor",
  "prototype",
  "toString",
  "hasOwnProperty",
  "then",
  "NaN",
  "Infinity",
  "-0",
  "1e999",
  "0x1F",
  "0755",
  "2026-12-24",
  "null",
  "~",
  "*",
  "**/*",
  "?",
  "a".repeat(100_000),
  "/".repeat(5000),
  "a.".repeat(3000),
  "10.0.0.0/16",
  "999.999.999.999/99",
  "0.0.0.0/0",
  "arn:aws:iam::aws:policy/AdministratorAccess",
  "arn:aws:secretsmanager:eu-north-1:111111111111:secret:*",
  "sha256:",
  "{}",
  "[]",
  "{{resolve:secretsmanager:x}}",
  "cron(* * * * ? *)",
  "rate(0 minutes)",
];

const numbers = [Number.MAX_SAFE_INTEGER, -Number.MAX_SAFE_INTEGER, 2 ** 31, 1e300, 5e-324, -1, 0, 0.1 + 0.2];

/** Values that nobody would write: in size, in shape or in their characters. */
const values: fc.Arbitrary<unknown> = fc.oneof(
  { weight: 5, arbitrary: fc.constantFrom(...texts) },
  { weight: 2, arbitrary: fc.string({ unit: "binary", maxLength: 40 }) },
  { weight: 2, arbitrary: fc.constantFrom<unknown>(...numbers) },
  {
    weight: 1,
    arbitrary: fc.constantFrom<unknown>({ secure: canary }, [{ secure: canary }], { a: { secure: canary } }),
  },
  {
    weight: 1,
    arbitrary: fc.constantFrom<unknown>(
      Array(2000).fill("x"),
      Object.fromEntries(Array.from({ length: 2000 }, (_, index) => [`k${index}`, index])),
    ),
  },
  { weight: 1, arbitrary: fc.constantFrom(30, 300).map(nested) },
);

function nested(depth: number): unknown {
  return Array.from({ length: depth }).reduce<unknown>(
    (inside, _, index) => (index % 2 ? [inside] : { a: inside }),
    "x",
  );
}

/** A file with something hostile in the place of a value, of a name, or beside them. */
export function withHostileValue(file: object): fc.Arbitrary<unknown> {
  const places = placesIn(file).filter(({ length }) => length > 1);
  return fc
    .tuple(fc.constantFrom(...places), values, fc.constantFrom(...texts), fc.constantFrom("value", "name", "secret"))
    .map(([place, value, name, where]) => {
      if (where === "value") {
        return edited(file, { place, value });
      }
      if (where === "name") {
        return edited(file, { place: [...place.slice(0, -1), name], value: "x" });
      }
      const secrets = {
        API_KEY: canary,
        [name]: { secure: canary },
        LIST: [canary],
        DEEP: { secure: { secure: canary } },
      };
      return edited(file, { place: ["config", "slipway:secrets"], value: secrets });
    });
}

/** A file as text, in which every text is quoted. */
export function written(file: unknown): string {
  return stringify(file, { defaultStringType: "QUOTE_DOUBLE", lineWidth: 0, aliasDuplicateObjects: false });
}
