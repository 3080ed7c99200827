import type { Model, Rule, Values } from "../model.ts";
import { arn } from "./identifiers.ts";
import { nameShape } from "./limits.ts";
import { others } from "./references.ts";
import { PARAMETER } from "./secret-tokens.ts";
import { placeOf } from "./shapes.ts";
import { num, str } from "./values.ts";

const PUT_PARAMETER = "https://docs.aws.amazon.com/systems-manager/latest/APIReference/API_PutParameter.html";
const MAX_PARAMETER_BYTES = { Standard: 4096, Advanced: 8192 };

const parameterSize: Rule<Values> = {
  id: "parameter-value-size",
  says: "The value of a parameter has at most 4 KiB (standard) or 8 KiB (advanced), and there is one.",
  source: PUT_PARAMETER,
  refuse(values) {
    const given = ["value", "insecureValue", "valueWo"].filter((key) => values[key] !== undefined);
    if (given.length > 1) return `ValidationException: ${given.join(" and ")} exclude each other: give one`;
    const bytes = Math.max(0, ...given.map((key) => Buffer.byteLength(str(values, key) ?? "")));
    const tier = str(values, "tier") === "Standard" || values.tier === undefined ? "Standard" : "Advanced";
    return bytes > MAX_PARAMETER_BYTES[tier]
      ? `ValidationException: ${tier} tier parameters support a maximum parameter value of ${MAX_PARAMETER_BYTES[tier]} characters, and this has ${bytes}: shorten it`
      : undefined;
  },
};

const parameterLevels: Rule<Values> = {
  id: "parameter-name-levels",
  says: "A parameter's name has at most 15 levels, does not begin with `aws` or `ssm`, and begins with `/` when it has levels.",
  source: PUT_PARAMETER,
  refuse(values) {
    const name = str(values, "name") ?? "";
    if (/^\/?(aws|ssm)/i.test(name))
      return `ValidationException: Parameter name: can't be prefixed with "aws" or "ssm" (case-insensitive): "${name}": begin with something else`;
    if (name.includes("/") && !name.startsWith("/"))
      return `ValidationException: Parameter name must be a fully qualified name: "${name}": begin with /`;
    return name.split("/").length > 16
      ? `HierarchyLevelLimitExceededException: "${name}" has more than 15 levels: use fewer`
      : undefined;
  },
};

/** A setting in the Parameter Store. */
export const parameter: Model = {
  type: PARAMETER,
  autoname: { input: "name", max: 1011 },
  defaults: { dataType: "text", tier: "Standard" },
  checks: [
    nameShape({
      id: "parameter-name-shape",
      input: "name",
      max: 1011,
      pattern: /^[A-Za-z0-9_./-]+$/,
      allowed: "letters, digits and _./-",
      source: PUT_PARAMETER,
    }),
    parameterLevels,
    parameterSize,
  ],
  identify: (inputs) => str(inputs, "name") ?? "",
  outputs(inputs, id, _seed, place) {
    return {
      arn: arn(placeOf(inputs, place), "ssm", `parameter/${id.replace(/^\//, "")}`),
      hasValueWo: inputs.valueWo !== undefined,
      keyId: str(inputs, "keyId") ?? (inputs.type === "SecureString" ? "alias/aws/ssm" : ""),
      version: 1,
    };
  },
  requires: [
    {
      id: "parameter-name-unique",
      says: "A parameter is made under a name that no other has, unless `overwrite` is set.",
      source: PUT_PARAMETER,
      refuse(subject) {
        const { inputs } = subject.resource;
        const other = others(subject, PARAMETER).find(({ outputs }) => outputs.name === inputs.name);
        return other === undefined || inputs.overwrite === true
          ? undefined
          : `ParameterAlreadyExists: The parameter already exists. "${inputs.name}" is another resource's: choose another name`;
      },
    },
    {
      id: "parameter-has-value",
      says: "A parameter has a value.",
      source: PUT_PARAMETER,
      refuse: ({ resource: { inputs } }) =>
        (inputs.value ?? inputs.insecureValue ?? inputs.valueWo)
          ? undefined
          : "ValidationException: The parameter value must not be empty: set value",
    },
  ],
  replaces: "as the specification says",
  blocksDelete: { none: "a parameter can always be deleted: what reads it fails when it next starts" },
  after(change, { resource, before, account }) {
    if (change !== "updated") return;
    const version = (num(before?.outputs ?? {}, "version") ?? 0) + 1;
    account.put({ ...resource, outputs: { ...resource.outputs, version } });
  },
  typicalMinutes: 0.1,
};
