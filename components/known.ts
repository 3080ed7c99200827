import * as pulumi from "@pulumi/pulumi";

/**
 * The value of an output. A hook runs when everything that its resource depends on exists, so there is one; where
 * there is none, this rejects, because a hook that waits for ever holds up the whole update without a word.
 */
export async function known<T>(name: string, output: pulumi.Output<T>): Promise<T> {
  let outcome: { readonly value: T } | { readonly error: unknown } | undefined;
  const heard = pulumi.recover(
    output.apply((value) => {
      outcome = { value };
    }),
    (error) => {
      outcome = { error };
    },
  );
  // Of an output's promises the SDK hands out only this one; it settles when the functions above have run or never will.
  await pulumi.isSecret(heard);
  if (outcome === undefined) {
    throw new Error(`${name}: what it needs is not known yet, so it did nothing: run "pulumi up" again`);
  }
  if ("error" in outcome) {
    const { error } = outcome;
    throw new Error(
      `${name} did nothing, because what it needs failed: ${error instanceof Error ? error.message : error}`,
    );
  }
  return outcome.value;
}
