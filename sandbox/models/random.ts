import { createHash } from "node:crypto";
import type { Model, Rule, Seed, Values } from "../model.ts";
import { token } from "./tokens.ts";
import { bool, num, str } from "./values.ts";

const docs = "https://www.pulumi.com/registry/packages/random/api-docs/randompassword/";
const alphabets = {
  lower: "abcdefghijklmnopqrstuvwxyz",
  upper: "ABCDEFGHIJKLMNOPQRSTUVWXYZ",
  numeric: "0123456789",
  special: "!@#$%&*()-_=+[]{}<>:?",
} as const;
type Kind = keyof typeof alphabets;
const kinds: readonly Kind[] = ["lower", "upper", "numeric", "special"];

function alphabetOf(inputs: Values, kind: Kind): string {
  if (bool(inputs, kind) === false) {
    return "";
  }
  return kind === "special" ? (str(inputs, "overrideSpecial") ?? alphabets.special) : alphabets[kind];
}

function minimum(inputs: Values, kind: Kind): number {
  return num(inputs, `min${kind.charAt(0).toUpperCase()}${kind.slice(1)}`) ?? 0;
}

const lengthFits: Rule<Values> = {
  id: "random-password-length",
  says: "`length` is at least 1 and at least the sum of the minimums.",
  source: docs,
  refuse(values) {
    const length = num(values, "length");
    const least = Math.max(1, ...[kinds.reduce((sum, kind) => sum + minimum(values, kind), 0)]);
    return length === undefined || length >= least
      ? undefined
      : `length ${length} is too short: use at least ${least}, the sum of the minimums`;
  },
};

const someCharacters: Rule<Values> = {
  id: "random-password-characters",
  says: "At least one kind of characters is on, and each kind with a minimum.",
  source: docs,
  refuse(inputs) {
    const off = kinds.find((kind) => minimum(inputs, kind) > 0 && alphabetOf(inputs, kind) === "");
    if (off !== undefined) {
      return `${off} is off but has a minimum of ${minimum(inputs, off)}: turn it on, or drop the minimum`;
    }
    return kinds.every((kind) => alphabetOf(inputs, kind) === "")
      ? "no characters to choose from: turn on one of lower, upper, numeric, special"
      : undefined;
  },
};

/** Characters that follow from the seed: the minimum of each kind, then any, in an order that hides which is which. */
function password(inputs: Values, seed: Seed): string {
  const length = num(inputs, "length") ?? 0;
  const any = kinds.map((kind) => alphabetOf(inputs, kind)).join("");
  const wanted = kinds.flatMap((kind) => Array.from({ length: minimum(inputs, kind) }, () => alphabetOf(inputs, kind)));
  const from = Array.from({ length }, (_, index) => wanted[index] ?? any);
  return from
    .map((alphabet, index) => ({
      character: alphabet.charAt(number(seed, `character ${index}`) % Math.max(1, alphabet.length)),
      order: number(seed, `order ${index}`),
    }))
    .sort((one, other) => one.order - other.order)
    .map(({ character }) => character)
    .join("");
}

function number(seed: Seed, salt: string): number {
  return Number.parseInt(seed.hex(8, salt), 16);
}

/** Something in bcrypt's shape; the sandbox never compares one. */
function bcryptShape(text: string): string {
  const digest = createHash("sha512").update(text).digest("base64").replace(/[+=]/g, ".");
  return `$2a$10$${digest.slice(0, 53)}`;
}

const randomPassword: Model = {
  type: token.password,
  defaults: {
    lower: true,
    minLower: 0,
    minNumeric: 0,
    minSpecial: 0,
    minUpper: 0,
    numeric: true,
    special: true,
    upper: true,
  },
  checks: [lengthFits, someCharacters],
  identify: () => "none",
  outputs(inputs, _id, seed) {
    const result = password(inputs, seed);
    return { result, bcryptHash: bcryptShape(result) };
  },
  requires: { none: "a random value is only in the state: there is no account around it" },
  replaces: "as the specification says",
  blocksDelete: { none: "a random value is only in the state: there is nothing to delete" },
  secretOutputs: ["result", "bcryptHash"],
};

const idFits: Rule<Values> = {
  id: "random-id-length",
  says: "`byteLength` is at least 1.",
  source: "https://www.pulumi.com/registry/packages/random/api-docs/randomid/",
  refuse(values) {
    const length = num(values, "byteLength");
    return length === undefined || length >= 1 ? undefined : `byteLength ${length} is too short: use at least 1`;
  },
};

const randomId: Model = {
  type: token.randomId,
  checks: [idFits],
  identify: (inputs, seed) => idBytes(inputs, seed).toString("base64url"),
  outputs(inputs, id, seed) {
    const bytes = idBytes(inputs, seed);
    const prefix = str(inputs, "prefix") ?? "";
    return {
      b64Url: `${prefix}${id}`,
      b64Std: `${prefix}${bytes.toString("base64")}`,
      hex: `${prefix}${bytes.toString("hex")}`,
      dec: `${prefix}${BigInt(`0x${bytes.toString("hex") || "0"}`)}`,
    };
  },
  requires: { none: "a random value is only in the state: there is no account around it" },
  replaces: "as the specification says",
  blocksDelete: { none: "a random value is only in the state: there is nothing to delete" },
};

function idBytes(inputs: Values, seed: Seed): Buffer {
  return Buffer.from(seed.hex(2 * (num(inputs, "byteLength") ?? 0)), "hex");
}

/** Random values. */
export const models: readonly Model[] = [randomPassword, randomId];
