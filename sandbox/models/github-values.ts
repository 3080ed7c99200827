import type { InAccount, Model, Resource, Rule, Values } from "../model.ts";
import { environmentExists, environmentRules, repositoryExists, repositoryId } from "./github-repository.ts";
import { derivedHex, goTime, moment } from "./identifiers.ts";
import { others } from "./references.ts";
import { token } from "./tokens.ts";
import { str } from "./values.ts";

const secretsSource = "https://docs.github.com/en/actions/reference/security/secrets";
const variablesSource = "https://docs.github.com/en/actions/reference/workflows-and-actions/variables";
const dependabotSource =
  "https://docs.github.com/en/code-security/dependabot/working-with-dependabot/configuring-access-to-private-registries-for-dependabot";
const restSource = "https://docs.github.com/en/rest/actions/variables#create-a-repository-variable";
const maxBytes = 48 * 1024;

/** Secrets and variables have the same rules for their names and sizes. */
interface Kind {
  readonly type: string;
  /** Beginning of the rules' ids. */
  readonly word: string;
  /** Input that holds the name. */
  readonly name: "secretName" | "variableName";
  readonly noun: "secret" | "variable";
  /** What it is kept in. */
  readonly of: "environment" | "repository";
  /** How many GitHub keeps there; absent where it says of no limit. */
  readonly most?: number;
  readonly source: string;
}

const kinds: Readonly<Record<"secret" | "variable" | "repositorySecret" | "repositoryVariable" | "dependabot", Kind>> =
  {
    secret: {
      type: token.githubSecret,
      word: "actions-environment-secret",
      name: "secretName",
      noun: "secret",
      of: "environment",
      most: 100,
      source: secretsSource,
    },
    variable: {
      type: token.githubVariable,
      word: "actions-environment-variable",
      name: "variableName",
      noun: "variable",
      of: "environment",
      most: 100,
      source: variablesSource,
    },
    repositorySecret: {
      type: token.githubRepositorySecret,
      word: "actions-secret",
      name: "secretName",
      noun: "secret",
      of: "repository",
      most: 100,
      source: secretsSource,
    },
    repositoryVariable: {
      type: token.githubRepositoryVariable,
      word: "actions-variable",
      name: "variableName",
      noun: "variable",
      of: "repository",
      most: 500,
      source: variablesSource,
    },
    dependabot: {
      type: token.githubDependabotSecret,
      word: "dependabot-secret",
      name: "secretName",
      noun: "secret",
      of: "repository",
      source: dependabotSource,
    },
  };

const nameAllowed = ({ word, name, noun, source }: Kind): Rule<Values> => ({
  id: `${word}-name`,
  says: `The name of a ${noun} has letters, digits and underscores, begins with no digit and not with \`GITHUB_\`.`,
  source,
  refuse(values) {
    const given = str(values, name);
    return given === undefined || (/^[A-Z_][A-Z0-9_]*$/i.test(given) && !/^GITHUB_/i.test(given))
      ? undefined
      : `422 ${name} "${given}" is not allowed: use letters, digits and underscores, no digit first, not GITHUB_`;
  },
});

const size = ({ word, noun, source }: Kind): Rule<Values> => ({
  id: `${word}-size`,
  says: `The value of a ${noun} has at most 48 KB.`,
  source,
  refuse(values) {
    const bytes = Buffer.byteLength(str(values, "value") ?? "");
    return bytes <= maxBytes
      ? undefined
      : `422 the ${noun} has ${bytes} bytes: use at most ${maxBytes}, or keep it in a secret of AWS`;
  },
});

/** Where one is, in words. */
function whereOf(inputs: Values): string {
  return inputs.environment === undefined
    ? `repository ${inputs.repository}`
    : `environment "${inputs.environment}" of ${inputs.repository}`;
}

/** The others of a type in the same environment or repository. */
function besides(subject: InAccount, type: string): readonly Resource[] {
  const { inputs } = subject.resource;
  return others(subject, type).filter(
    ({ outputs }) => outputs.repository === inputs.repository && outputs.environment === inputs.environment,
  );
}

const quota = ({ type, word, noun, of, source }: Kind, most: number): Rule<InAccount> => ({
  id: `${word}-quota`,
  says: `${of === "environment" ? "An environment" : "A repository"} has at most ${most} ${noun}s.`,
  source,
  refuse(subject) {
    const count = besides(subject, type).length;
    return count < most
      ? undefined
      : `422 ${whereOf(subject.resource.inputs)} has ${count} ${noun}s, which is the most: remove some`;
  },
});

const oneValue = ({ word, type }: Kind): Rule<InAccount> => ({
  id: `${word}-one-value`,
  says: "A secret has exactly one of `value` and `valueEncrypted` (or their deprecated forms).",
  source: `https://www.pulumi.com/registry/packages/github/api-docs/${type.slice(type.lastIndexOf(":") + 1).toLowerCase()}/`,
  refuse({ resource: { inputs } }) {
    const forms = ["value", "valueEncrypted", "encryptedValue", "plaintextValue"];
    const given = forms.filter((input) => inputs[input] !== undefined);
    return given.length === 1
      ? undefined
      : `secret ${inputs.secretName} has ${given.length} values (${given.join(", ")}): give exactly one, as value`;
  },
});

const notThereYet = ({ word, type }: Kind): Rule<InAccount> => ({
  id: `${word}-once`,
  says: "A variable that exists already is not created again.",
  source: restSource,
  refuse(subject) {
    const { inputs } = subject.resource;
    const clash = besides(subject, type).find(
      ({ outputs }) => str(outputs, "variableName")?.toUpperCase() === str(inputs, "variableName")?.toUpperCase(),
    );
    return clash === undefined
      ? undefined
      : `409 Already exists: variable ${inputs.variableName} of ${whereOf(inputs)} exists already with the value ` +
          `"${clash.outputs.value}" (${clash.id}): import it, or delete it first`;
  },
});

function model(kind: Kind): Model {
  const isSecret = kind.noun === "secret";
  return {
    type: kind.type,
    checks: [nameAllowed(kind), size(kind)],
    // The provider makes this id.
    identify: (inputs) =>
      [
        inputs.repository,
        ...(kind.of === "environment" ? [str(inputs, "environment")?.replaceAll(":", "??")] : []),
        inputs[kind.name],
      ].join(":"),
    outputs(inputs, _id, seed, place) {
      const made = goTime(moment(seed, "made"));
      const number = repositoryId(inputs, place);
      return {
        createdAt: made,
        updatedAt: made,
        ...(isSecret && { keyId: derivedHex(`key of ${number}`, 18), remoteUpdatedAt: made }),
        repositoryId: number,
      };
    },
    requires: [
      ...(kind.of === "environment"
        ? [...environmentRules(kind.word), environmentExists(kind.word)]
        : [repositoryExists(kind.word)]),
      ...(kind.most === undefined ? [] : [quota(kind, kind.most)]),
      isSecret ? oneValue(kind) : notThereYet(kind),
    ],
    // The provider follows a rename; another repository, which is all that the sandbox knows, replaces.
    replaces: ["repository"],
    blocksDelete: { none: `GitHub deletes a ${kind.noun} at any time: nothing refers to one` },
  };
}

/** Secrets, which GitHub overwrites where they exist, and variables: of environments, repositories and Dependabot. */
export const models: readonly Model[] = Object.values(kinds).map(model);
