import { Provider } from "@pulumi/github/provider.js";

/**
 * The provider of one owner's repositories. The token stays in the environment of whoever runs Pulumi: the SDK would
 * copy `GITHUB_TOKEN` into the inputs, where the state keeps it in plain text and each new token is a change.
 * Source: https://github.com/pulumi/pulumi-github/issues/613
 */
export function githubProvider(name: string, owner: string): Provider {
  return new Provider(
    name,
    { owner },
    { transformations: [({ props: { token, ...props }, opts }) => ({ props, opts })] },
  );
}
