import type { Foundation } from "./foundation.ts";
import { providerOf } from "./secrets-under.ts";

/** What a person types once the foundation is there. `argument` is how the stack is named from where they are. */
export function nextCommands({ state, key, stack, secretsUnder }: Foundation, argument: string): readonly string[] {
  const provider = key && providerOf(key);
  const initialised = secretsUnder !== "nothing";
  return [
    ...(state === undefined ? [] : [`pulumi login "${state}"`]),
    ...(initialised ? [] : [`pulumi stack init ${stack}${provider ? ` --secrets-provider "${provider}"` : ""}`]),
    ...(provider !== undefined && secretsUnder === "something else"
      ? [`pulumi stack change-secrets-provider --stack ${stack} "${provider}"`]
      : []),
    `npx slipway doctor ${argument}`,
  ];
}
