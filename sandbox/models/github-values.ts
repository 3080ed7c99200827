import type { InAccount, Model, Rule, Values } from "../model.ts";
import { environmentExists, repositoryId, repositoryRules } from "./github-repository.ts";
import { derivedHex, goTime, moment } from "./identifiers.ts";
import { others } from "./references.ts";
import { token } from "./tokens.ts";
import { str } from "./values.ts";

const secretsSource = "https://docs.github.com/en/actions/reference/security/secrets";
const variablesSource = "https://docs.github.com/en/actions/reference/workflows-and-actions/variables";
const perEnvironment = 100;
const maxBytes = 48 * 1024;

/** Secrets and variables have the same rules for their names and sizes. */
interface Kind {
  readonly type: string;
  /** Beginning of the rules' ids. */
  readonly word: string;
  /** Input that holds the name. */
  readonly name: "secretName" | "variableName";
  readonly noun: string;
  readonly source: string;
}

const secret: Kind = {
  type: token.githubSecret,
  word: "actions-environment-secret",
  name: "secretName",
  noun: "secret",
  source: secretsSource,
};
const variable: Kind = {
  type: token.githubVariable,
  word: "actions-environment-variable",
  name: "variableName",
  noun: "variable",
  source: variablesSource,
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

const quota = ({ type, word, noun, source }: Kind): Rule<InAccount> => ({
  id: `${word}-quota`,
  says: `An environment has at most ${perEnvironment} ${noun}s.`,
  source,
  refuse(subject) {
    const { inputs } = subject.resource;
    const count = others(subject, type).filter(
      ({ outputs }) => outputs.repository === inputs.repository && outputs.environment === inputs.environment,
    ).length;
    return count < perEnvironment
      ? undefined
      : `422 environment "${inputs.environment}" has ${count} ${noun}s, which is the most: remove some`;
  },
});

const oneValue: Rule<InAccount> = {
  id: "actions-environment-secret-one-value",
  says: "A secret has exactly one of `value` and `valueEncrypted` (or their deprecated forms).",
  source: "https://www.pulumi.com/registry/packages/github/api-docs/actionsenvironmentsecret/",
  refuse({ resource: { inputs } }) {
    const forms = ["value", "valueEncrypted", "encryptedValue", "plaintextValue"];
    const given = forms.filter((input) => inputs[input] !== undefined);
    return given.length === 1
      ? undefined
      : `secret ${inputs.secretName} has ${given.length} values (${given.join(", ")}): give exactly one, as value`;
  },
};

const notThereYet: Rule<InAccount> = {
  id: "actions-environment-variable-once",
  says: "A variable that exists already is not created again.",
  source: "https://docs.github.com/en/rest/actions/variables#create-an-environment-variable",
  refuse(subject) {
    const { inputs } = subject.resource;
    const clash = others(subject, token.githubVariable).find(
      ({ outputs }) =>
        outputs.repository === inputs.repository &&
        outputs.environment === inputs.environment &&
        str(outputs, "variableName")?.toUpperCase() === str(inputs, "variableName")?.toUpperCase(),
    );
    return clash === undefined
      ? undefined
      : `409 Already exists: variable ${inputs.variableName} of environment "${inputs.environment}" exists already ` +
          `(${clash.id}): import it, or delete it first`;
  },
};

function model(kind: Kind, requires: readonly Rule<InAccount>[]): Model {
  return {
    type: kind.type,
    checks: [nameAllowed(kind), size(kind)],
    // The provider makes this id.
    identify: (inputs) =>
      [inputs.repository, str(inputs, "environment")?.replaceAll(":", "??"), inputs[kind.name]].join(":"),
    outputs(inputs, _id, seed, place) {
      const made = goTime(moment(seed, "made"));
      const number = repositoryId(inputs, place);
      const isSecret = kind.type === token.githubSecret;
      return {
        createdAt: made,
        updatedAt: made,
        ...(isSecret && { keyId: derivedHex(`key of ${number}`, 18), remoteUpdatedAt: made }),
        repositoryId: number,
      };
    },
    requires: [...repositoryRules(kind.word), environmentExists(kind.word), quota(kind), ...requires],
    // The provider follows a rename; another repository, which is all that the sandbox knows, replaces.
    replaces: ["repository"],
    blocksDelete: { none: `GitHub deletes a ${kind.noun} at any time: nothing refers to one` },
  };
}

/** A secret that jobs of an environment see. GitHub overwrites one that exists. */
export const githubSecret: Model = model(secret, [oneValue]);

/** A variable that jobs of an environment see. */
export const githubVariable: Model = model(variable, [notThereYet]);
