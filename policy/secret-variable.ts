import { secretLike } from "../lib/secret-like.ts";

/** What the value of a variable looks like, when that is a secret, however the name is spelt: `db-password`, `dbPassword`. */
export function secretVariable(name: string, value: string): string | undefined {
  const words = name.replaceAll(/([a-z\d])([A-Z])/g, "$1_$2").replaceAll(/[-.]/g, "_");
  return secretLike(words.toUpperCase(), value);
}
