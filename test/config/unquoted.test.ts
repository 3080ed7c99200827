import assert from "node:assert/strict";
import { parse } from "yaml";
import * as z from "zod";
import { takenFor } from "../../config/ambiguous-scalar.ts";
import { stackFile } from "../../config/schema/stack-file.ts";
import { unwrap } from "../../config/schema-walk.ts";

/** Every key of a schema and every word that it takes, as somebody writes them. */
function wordsOf(schema: z.core.$ZodType): string[] {
  if (schema instanceof z.ZodUnion) {
    return schema.options.flatMap((option) => wordsOf(unwrap(option).schema));
  }
  if (schema instanceof z.ZodArray) {
    return wordsOf(unwrap(schema.element).schema);
  }
  if (schema instanceof z.ZodRecord) {
    return wordsOf(unwrap(schema.valueType).schema);
  }
  if (schema instanceof z.ZodObject) {
    return Object.entries(schema.shape).flatMap(([key, value]) => [key, ...wordsOf(unwrap(value).schema)]);
  }
  if (schema instanceof z.ZodEnum || schema instanceof z.ZodLiteral) {
    const words = schema instanceof z.ZodEnum ? schema.options : [...schema.values];
    return words.filter((word) => typeof word === "string");
  }
  return [];
}

/** A version in digits is text that looks like a number: the schema itself asks for its quotes. */
const words = [...new Set(wordsOf(stackFile))].filter((word) => Number.isNaN(Number(word)));

describe("every key and every word of the schema", () => {
  it("is found, or the tests below would prove nothing", () => {
    for (const word of ["stopped", "because", "sidecars", "none", "SAMEORIGIN", "per-zone", "blue-green", "web"]) {
      assert(words.includes(word), word);
    }
  });

  it("may be written without quotes, as the documentation and all messages write it", () => {
    assert.deepEqual(
      words.filter((word) => takenFor(word) !== undefined),
      [],
    );
  });

  it("is the same to each reader of YAML, as a key and as a value", () => {
    for (const version of ["1.1", "1.2"] as const) {
      assert.deepEqual(
        words.filter((word) => {
          const read = parse(`${word}: ${word}`, { version });
          return JSON.stringify(read) !== JSON.stringify({ [word]: word });
        }),
        [],
      );
    }
  });
});
