import type { Values } from "../model.ts";
import { object, str, texts } from "./values.ts";

/** Pulumi type tokens. */
export const CACHE_USER = "aws:elasticache/user:User";
export const CACHE_USER_GROUP = "aws:elasticache/userGroup:UserGroup";

/** The passwords of a user, wherever the program wrote them. */
export function passwordsOf(values: Values): readonly string[] {
  return [...texts(object(values, "authenticationMode"), "passwords"), ...texts(values, "passwords")];
}

/** Whether anybody may log in as the user without a password. */
export function passwordless(values: Values): boolean {
  const mode = str(object(values, "authenticationMode"), "type");
  return mode === "no-password-required" || values.noPasswordRequired === true;
}
