import type {
  PolicyConfigSchema,
  ResourceValidationPolicy,
  PolicyResource as StackResource,
  StackValidationPolicy,
} from "@pulumi/policy";
import { firstFew } from "../lib/first-few.ts";
import { explanationOf } from "../lib/policy-exception.ts";
import { everythingOf, nothingAround } from "./everything.ts";
import type { Everything, PolicyResource, Rule } from "./rule.ts";
import { urlOf } from "./sources.ts";

/** What a policy takes in the pack's configuration, beside how hard it is enforced. */
interface PackConfig {
  readonly except?: readonly { readonly resource: string; readonly because: string }[];
}

const mostNamed = 3;

const configSchema: PolicyConfigSchema = {
  properties: {
    except: {
      description: "Resources that may be otherwise, each with the reason.",
      type: "array",
      items: {
        type: "object",
        properties: {
          resource: { description: "Logical name; * stands for any letters, ? for one.", type: "string", minLength: 1 },
          because: { description: "Why, in a sentence.", type: "string", minLength: 10 },
        },
        required: ["resource", "because"],
        additionalProperties: false,
      },
    },
  },
};

/** Names of the resources that a preview cannot judge yet, by the rule. */
type Waiting = Map<string, string[]>;

/** The rules as policies of a CrossGuard pack, and one more that says what a preview leaves to `up`. */
export function policiesOf(rules: readonly Rule[]): (ResourceValidationPolicy | StackValidationPolicy)[] {
  const waiting: Waiting = new Map();
  return [...rules.map((rule) => policyOf(rule, waiting)), judgedInUp(waiting)];
}

function policyOf(rule: Rule, waiting: Waiting): ResourceValidationPolicy | StackValidationPolicy {
  const { name, demands, why, wayOut, enforcement, sources, types } = rule;
  const [url] = sources.map(urlOf);
  const policy = {
    name,
    description: `${demands} ${why}`,
    enforcementLevel: enforcement,
    remediationSteps: wayOut,
    ...(url !== undefined && { url }),
    configSchema,
  };
  if (rule.looksAround) {
    return {
      ...policy,
      validateStack: ({ resources, getConfig }, report) => {
        const everything = everythingOf(resources.map(seen));
        for (const resource of types.flatMap((type) => everything.ofType(type))) {
          for (const says of unexplained(judged(rule, resource, everything, waiting), rule, resource, getConfig())) {
            report(says, resource.urn);
          }
        }
      },
    };
  }
  return {
    ...policy,
    validateResource: ({ type, name: logical, urn, opts, props, getConfig }, report) => {
      if (types.includes(type)) {
        const { protect } = opts;
        const resource = { type, name: logical, urn, path: logical, protect, inputs: props, references: noReferences };
        for (const says of unexplained(judged(rule, resource, nothingAround, waiting), rule, resource, getConfig())) {
          report(says, urn);
        }
      }
    },
  };
}

/** What the rule says; nothing yet of a resource that waits for a value. */
function judged(rule: Rule, resource: PolicyResource, everything: Everything, waiting: Waiting): readonly string[] {
  try {
    return rule.check(resource, everything);
  } catch (error) {
    if (isUnknownValue(error)) {
      waiting.set(rule.name, [...(waiting.get(rule.name) ?? []), resource.name]);
      return [];
    }
    throw error;
  }
}

/** Thrown by the SDK where a value is read that is not known; its class is not exported. */
function isUnknownValue(error: unknown): boolean {
  return error instanceof Error && "unknownTypeSentinel" in error;
}

/** What of it the pack's configuration does not explain, each with the way out. */
function unexplained(said: readonly string[], rule: Rule, { name }: PolicyResource, { except = [] }: PackConfig) {
  const exceptions = except.map((exception) => ({ rule: rule.name, ...exception }));
  const isExplained = explanationOf(rule.name, name, exceptions) !== undefined;
  return isExplained ? [] : said.map((says) => `${says}. ${rule.wayOut}`);
}

/** Says once what a preview could not judge, so that nothing passes in silence. The engine comes to it last. */
function judgedInUp(waiting: Waiting): StackValidationPolicy {
  return {
    name: "judged-in-up",
    description: "What only `up` knows is judged there.",
    enforcementLevel: "advisory",
    validateStack: (_, report) => {
      const left = [...waiting].map(([rule, names]) => `${rule} (${firstFew(names, mostNamed)})`);
      waiting.clear();
      if (left.length > 0) {
        report(`not judged yet, for want of values: ${left.join("; ")}`);
      }
    },
  };
}

/** A resource as the engine shows it in the end. */
function seen({ type, name, urn, opts, props, propertyDependencies }: StackResource): PolicyResource {
  return {
    type,
    name,
    urn,
    path: name,
    protect: opts.protect,
    inputs: props,
    references: (input) => (propertyDependencies[input] ?? []).map(seen),
  };
}

const noReferences = nothingAround.ofType;
