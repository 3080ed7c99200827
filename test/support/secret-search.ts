import type { StackValues } from "../../config/parse.ts";
import { answered, type Declared, ofType } from "./declare-stack.ts";

/** Secrets as they are: what Pulumi generates, and what stands for the values of `slipway:secrets`. */
export function plaintexts(declared: Declared, { secrets }: StackValues): string[] {
  const generated = ofType(declared, "RandomPassword").map(({ path }) => String(answered(declared, path).result));
  return [...generated, ...Object.values(Object(secrets)).map(String)];
}

/** Whether a secret is in a text: as it is, as in JSON, a URL or hex, or as in base64, which may begin at any of three places. */
export function isIn(text: string, secret: string): boolean {
  const base64 = ["", "x", "xx"].map((before) =>
    // What is around it changes the characters at both ends.
    Buffer.from(`${before}${secret}`)
      .toString("base64")
      .slice(before.length && 4, -4),
  );
  const inJson = JSON.stringify(secret).slice(1, -1);
  const hex = Buffer.from(secret).toString("hex");
  return [secret, inJson, encodeURIComponent(secret), hex, ...base64].some((form) => text.includes(form));
}
