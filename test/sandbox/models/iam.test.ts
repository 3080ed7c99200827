import assert from "node:assert/strict";
import { allows } from "../../../sandbox/models/iam.ts";
import { modelOf } from "../../../sandbox/models/registry.ts";
import { token } from "../../../sandbox/models/tokens.ts";
import { breaks, passes } from "./cases.ts";
import { Cloud } from "./cloud.ts";

const blocksRole = modelOf(token.role)?.blocksDelete ?? [];
const statement = { Effect: "Allow", Principal: { Service: "ecs-tasks.amazonaws.com" }, Action: "sts:AssumeRole" };
const policy = (more: object) => JSON.stringify({ Version: "2012-10-17", Statement: [more] });
const trust = (more: object = {}) => policy({ ...statement, ...more });
const secret = "arn:aws:secretsmanager:eu-north-1:111111111111:secret:shop-AbCdEf";
const grant = { Effect: "Allow", Action: "secretsmanager:GetSecretValue", Resource: secret };

/** An account with the role `api`. */
function withRole() {
  const cloud = new Cloud();
  return { cloud, role: cloud.make(token.role, { name: "api", assumeRolePolicy: trust() }) };
}

describe("a policy of AWS's own on a role of the sandbox", () => {
  const policyArn = "arn:aws:iam::aws:policy/AmazonECSInfrastructureRolePolicyForLoadBalancers";
  const attaching = (more: object) => () =>
    withRole().cloud.creating(token.rolePolicyAttachment, { role: "api", policyArn, ...more });
  breaks("role-policy-attachment-role-exists", "a role of nowhere", attaching({ role: "ghost" }), "ghost");
  passes("role-policy-attachment-role-exists", "a role of the account", attaching({}));
  const unknown = { policyArn: "arn:aws:iam::aws:policy/AdministratorAccess" };
  breaks("role-policy-attachment-known", "a policy whose rights it does not know", attaching(unknown), "NoSuchEntity");
  passes("role-policy-attachment-known", "the policy for load balancers", attaching({}));

  const own = (attached: number) => () => {
    const { cloud } = withRole();
    const document = policy({ ...grant });
    const arns = Array.from({ length: attached + 1 }, (_, n) =>
      String(cloud.make(token.policy, { name: `deploy-${n}`, policy: document }).outputs.arn),
    );
    for (const one of arns.slice(1)) {
      cloud.make(token.rolePolicyAttachment, { role: "api", policyArn: one });
    }
    return cloud.creating(token.rolePolicyAttachment, { role: "api", policyArn: arns[0] });
  };
  passes("role-policy-attachment-known", "a policy of the account", own(0));
  breaks("role-policy-attachment-quota", "an eleventh policy", own(10), "PoliciesPerRole");
  passes("role-policy-attachment-quota", "a tenth policy", own(9));

  it("allows what AWS lists, and holds the role until it is detached", () => {
    const { cloud, role } = withRole();
    cloud.make(token.rolePolicyAttachment, { role: role.id, policyArn });
    const may = (action: string) =>
      allows(
        cloud.account,
        String(role.outputs.arn),
        action,
        "arn:aws:elasticloadbalancing:eu-north-1:111111111111:listener-rule/app/a/b/c/d",
      );
    assert.deepEqual([may("elasticloadbalancing:ModifyRule"), may("elasticloadbalancing:DeleteRule")], [true, false]);
    const [rule] = "none" in blocksRole ? [] : blocksRole;
    assert.match(rule?.refuse(cloud.deleting(role)) ?? "", /DeleteConflict/);
  });
});

describe("the sandbox's role", () => {
  breaks("role-name-shape", "a name of 65 characters", { name: "a".repeat(65) }, "65 characters");
  passes("role-name-shape", "a name of 64 characters", { name: "a".repeat(64) });
  breaks("role-path-shape", "a path without its last slash", { path: "/ci" }, "slash");
  passes("role-path-shape", "a path between slashes", { path: "/ci/" });
  breaks("role-session-duration", "half an hour", { maxSessionDuration: 1800 }, "3600 to 43200");
  passes("role-session-duration", "an hour", { maxSessionDuration: 3600 });

  const role = (more: object) => () => {
    const { cloud } = withRole();
    return cloud.creating(token.role, { name: "web", assumeRolePolicy: trust(), ...more });
  };
  breaks("role-name-unique", "a name that differs by case only", role({ name: "API" }), "EntityAlreadyExists");
  passes("role-name-unique", "a name of its own", role({}));
  const shape = "role-trust-policy";
  breaks(shape, "no JSON", role({ assumeRolePolicy: "{" }), "MalformedPolicyDocument: assumeRolePolicy is no JSON");
  breaks(shape, "no statement", role({ assumeRolePolicy: "{}" }), "no Statement");
  breaks(shape, "nobody to trust", role({ assumeRolePolicy: trust({ Principal: undefined }) }), "Principal");
  breaks(shape, "nothing to do", role({ assumeRolePolicy: trust({ Action: undefined }) }), "Action");
  breaks(shape, "a resource", role({ assumeRolePolicy: trust({ Resource: "*" }) }), "Resource");
  breaks(shape, "an effect that there is not", role({ assumeRolePolicy: trust({ Effect: "allow" }) }), "Allow or Deny");
  passes(shape, "a policy that is an object, as the provider does", role({ assumeRolePolicy: JSON.parse(trust()) }));
  const long = trust({ Sid: "x".repeat(2048) });
  breaks("role-trust-policy-size", "more than 2048 characters", role({ assumeRolePolicy: long }), "ACLSizePerRole");
  passes("role-trust-policy-size", "a short policy", role({}));

  const federated = (Condition?: object) =>
    role({
      assumeRolePolicy: trust({
        Principal: { Federated: "arn:aws:iam::111111111111:oidc-provider/token.actions.githubusercontent.com" },
        Action: "sts:AssumeRoleWithWebIdentity",
        Condition,
      }),
    });
  const subject = (value: string) => ({ StringLike: { "token.actions.githubusercontent.com:sub": value } });
  breaks("role-github-subject", "all repositories of GitHub", federated(), "token.actions.githubusercontent.com:sub");
  breaks("role-github-subject", "a wildcard as the subject", federated(subject("*")), "more than a wildcard");
  passes(
    "role-github-subject",
    "one environment of one repository",
    federated(subject("repo:a/b:environment:staging")),
  );

  const trusting = (name: string) =>
    role({ assumeRolePolicy: trust({ Principal: { AWS: `arn:aws:iam::111111111111:role/${name}` } }) });
  breaks("role-trust-principal-exists", "a role of nowhere", trusting("ghost"), "invalid principal");
  passes("role-trust-principal-exists", "a role of the account", trusting("api"));
  breaks("role-policies-apart", "policies inside the role", role({ inlinePolicies: [] }), "aws.iam.RolePolicy");
  passes("role-policies-apart", "a role without policies of its own", role({}));

  const bound = (permissionsBoundary: string) => () => {
    const { cloud } = withRole();
    cloud.make(token.policy, { name: "boundary", policy: policy(grant) });
    return cloud.creating(token.role, { name: "web", assumeRolePolicy: trust(), permissionsBoundary });
  };
  const boundaryArn = (name: string) => `arn:aws:iam::111111111111:policy/${name}`;
  breaks("role-permissions-boundary-exists", "a boundary of nowhere", bound(boundaryArn("ghost")), "NoSuchEntity");
  passes("role-permissions-boundary-exists", "a policy of the account", bound(boundaryArn("boundary")));

  const deleted = (forceDetachPolicies: boolean) => () => {
    const cloud = new Cloud();
    const made = cloud.make(token.role, { name: "api", assumeRolePolicy: trust(), forceDetachPolicies });
    cloud.make(token.rolePolicy, { role: "api", name: "secrets", policy: policy(grant) });
    return cloud.deleting(made);
  };
  breaks("role-without-policies", "to be deleted with a policy", deleted(false), "DeleteConflict");
  passes("role-without-policies", "to be deleted with its policies, when told so", deleted(true));

  it("has the ARN and the name as its id", () => {
    const { role: made } = withRole();
    assert.equal(made.id, "api");
    assert.equal(made.outputs.arn, "arn:aws:iam::111111111111:role/api");
  });
});

describe("the sandbox's role policy", () => {
  breaks("role-policy-name-shape", "a name with a space", { name: "read secrets" }, "letters");
  passes("role-policy-name-shape", "a plain name", { name: "read-secrets" });

  const rolePolicy = (more: object) => () => {
    const { cloud } = withRole();
    return cloud.creating(token.rolePolicy, { role: "api", name: "secrets", policy: policy(grant), ...more });
  };
  breaks("role-policy-role-exists", "a role of nowhere", rolePolicy({ role: "ghost" }), "NoSuchEntity");
  passes("role-policy-role-exists", "a role of the account", rolePolicy({}));
  const shape = "role-policy-document";
  const wrong = (more: object) => rolePolicy({ policy: policy({ ...grant, ...more }) });
  breaks(shape, "an action without its service", wrong({ Action: "GetSecretValue" }), "<service>:<action>");
  breaks(shape, "a resource that is no ARN", wrong({ Resource: "shop" }), 'an ARN or "*"');
  breaks(shape, "no resource", wrong({ Resource: undefined }), "Resource");
  breaks(shape, "a principal", wrong({ Principal: "*" }), "Principal");
  passes(shape, "an action on a resource", rolePolicy({}));

  const sized = (characters: number) => () => {
    const { cloud } = withRole();
    const empty = policy({ ...grant, Sid: "" }).length;
    const full = policy({ ...grant, Sid: "x".repeat(characters - empty) });
    cloud.given(token.rolePolicy, { role: "api", name: "large", policy: full });
    return cloud.creating(token.rolePolicy, { role: "api", name: "secrets", policy: policy(grant) });
  };
  breaks("role-policy-size", "more than 10240 characters in all policies together", sized(10_200), "LimitExceeded");
  passes("role-policy-size", "less than that", sized(9000));

  it("keeps an object as the JSON text that IAM answers", () => {
    const { cloud } = withRole();
    const made = cloud.make(token.rolePolicy, { role: "api", name: "secrets", policy: JSON.parse(policy(grant)) });
    assert.equal(made.id, "api:secrets");
    assert.equal(made.outputs.policy, policy(grant));
  });
});

describe("the sandbox's policy that stands by itself", () => {
  const made = (more: object) => () => {
    const { cloud } = withRole();
    cloud.make(token.policy, { name: "deploy", policy: policy(grant) });
    return cloud.creating(token.policy, { name: "deploy-data", policy: policy(grant), ...more });
  };
  breaks("policy-name-shape", "a slash in its name", { name: "shop/deploy" }, "letters");
  passes("policy-name-shape", "a hyphen in its name", { name: "shop-deploy" });
  breaks(
    "policy-name-unique",
    "a second one of a name, in another case",
    made({ name: "Deploy" }),
    "EntityAlreadyExists",
  );
  passes("policy-name-unique", "another name", made({}));
  breaks(
    "policy-document",
    "an action without its service",
    made({ policy: policy({ ...grant, Action: "Get" }) }),
    "Malformed",
  );
  passes("policy-document", "an action on a resource", made({}));
  const sized = (characters: number) => {
    const full = { ...grant, Sid: "" };
    return made({ policy: policy({ ...full, Sid: "x".repeat(characters - policy(full).length) }) });
  };
  breaks("policy-size", "6145 characters", sized(6145), "PolicySize");
  passes("policy-size", "6144 characters", sized(6144));

  const deleted = (attach: boolean) => () => {
    const { cloud } = withRole();
    const one = cloud.make(token.policy, { name: "deploy", policy: policy(grant) });
    if (attach) {
      cloud.make(token.rolePolicyAttachment, { role: "api", policyArn: one.outputs.arn });
    }
    return cloud.deleting(one);
  };
  breaks("policy-not-attached", "to go while a role has it", deleted(true), "DeleteConflict");
  passes("policy-not-attached", "to go when no role has it", deleted(false));
  const bounding = () => {
    const { cloud } = withRole();
    const one = cloud.make(token.policy, { name: "boundary", policy: policy(grant) });
    cloud.make(token.role, { name: "web", assumeRolePolicy: trust(), permissionsBoundary: one.outputs.arn });
    return cloud.deleting(one);
  };
  breaks("policy-not-attached", "to go while it bounds a role", bounding, "role web");

  it("allows its role what it says", () => {
    const { cloud, role } = withRole();
    const { outputs } = cloud.make(token.policy, { name: "deploy", policy: policy(grant) });
    cloud.make(token.rolePolicyAttachment, { role: "api", policyArn: outputs.arn });
    const may = (action: string) => allows(cloud.account, String(role.outputs.arn), action, secret);
    assert.deepEqual([may("secretsmanager:GetSecretValue"), may("secretsmanager:DeleteSecret")], [true, false]);
  });
});

describe("what a role may do", () => {
  const may = (statements: readonly object[], resource = secret, context = {}) => {
    const { cloud, role } = withRole();
    const document = JSON.stringify({ Version: "2012-10-17", Statement: statements });
    cloud.make(token.rolePolicy, { role: "api", name: "secrets", policy: document });
    return allows(cloud.account, String(role.outputs.arn), "secretsmanager:GetSecretValue", resource, context);
  };

  it("is what a policy allows, and nothing beside it", () => {
    assert.equal(may([grant]), true);
    assert.equal(may([grant], `${secret}2`), false);
    assert.equal(may([{ ...grant, Resource: `${secret.slice(0, -6)}??????` }]), true);
    assert.equal(may([{ ...grant, Action: "secretsmanager:getsecret*" }]), true);
    assert.equal(may([{ ...grant, Action: undefined, NotAction: "iam:*" }]), true);
  });

  it("is nothing that a policy denies, whatever else allows it", () => {
    assert.equal(may([grant, { ...grant, Effect: "Deny" }]), false);
  });

  it("depends on conditions, where one that cannot be judged is not met", () => {
    const Condition = { StringEquals: { "aws:ResourceAccount": ["111111111111"] } };
    assert.equal(may([{ ...grant, Condition }]), false);
    assert.equal(may([{ ...grant, Condition }], secret, { "aws:ResourceAccount": "111111111111" }), true);
    assert.equal(may([{ ...grant, Condition }], secret, { "aws:ResourceAccount": "222222222222" }), false);
  });

  it("depends on whether a key is there, and on keys of many values, as IAM's operators for those do", () => {
    const when = (Condition: object, context = {}) => may([{ ...grant, Condition }], secret, context);
    const via = { "kms:ViaService": "secretsmanager" };
    assert.deepEqual(
      [when({ Null: { "kms:ViaService": "true" } }), when({ Null: { "kms:ViaService": "true" } }, via)],
      [true, false],
    );
    const alias = { "kms:ResourceAliases": "alias/slipway" };
    const some = { "ForAnyValue:StringEquals": alias };
    const none = { "ForAllValues:StringNotEquals": alias };
    assert.deepEqual([when(some), when(some, alias), when(none), when(none, alias)], [false, true, true, false]);
  });

  it("is no more than its boundary allows, whatever its policies say", () => {
    const { cloud } = withRole();
    const { outputs } = cloud.make(token.policy, { name: "boundary", policy: policy({ ...grant, Action: "s3:*" }) });
    const made = cloud.make(token.role, {
      name: "web",
      assumeRolePolicy: trust(),
      permissionsBoundary: outputs.arn,
    });
    cloud.make(token.rolePolicy, { role: "web", name: "all", policy: policy({ ...grant, Action: "*" }) });
    const can = (action: string) => allows(cloud.account, String(made.outputs.arn), action, secret);
    assert.deepEqual([can("s3:GetObject"), can("secretsmanager:GetSecretValue")], [true, false]);
  });

  it("is nothing for a role that does not exist", () => {
    const { cloud } = withRole();
    assert.equal(allows(cloud.account, "arn:aws:iam::111111111111:role/ghost", "s3:GetObject", "*"), false);
  });
});

describe("the sandbox's OIDC provider", () => {
  const url = "https://token.actions.githubusercontent.com";
  breaks("open-id-connect-provider-url", "a URL without https", { url: "http://example.com" }, "https://");
  passes("open-id-connect-provider-url", "GitHub's URL", { url });
  const prints = "open-id-connect-provider-thumbprints";
  breaks(prints, "a thumbprint that is too short", { thumbprintLists: ["abc"] }, "40 hexadecimal digits");
  breaks(prints, "101 clients", { clientIdLists: Array.from({ length: 101 }, (_, n) => `c${n}`) }, "101 client ids");
  passes(prints, "no thumbprint", { clientIdLists: ["sts.amazonaws.com"] });

  const provider = (first: string) => () => {
    const cloud = new Cloud();
    cloud.make(token.oidcProvider, { url: first, clientIdLists: ["sts.amazonaws.com"] });
    return cloud.creating(token.oidcProvider, { url, clientIdLists: ["sts.amazonaws.com"] });
  };
  breaks("open-id-connect-provider-once", "a second one for GitHub", provider(url), "EntityAlreadyExists");
  passes("open-id-connect-provider-once", "one beside another's", provider("https://gitlab.com"));

  it("has the ARN that another stack of the account computes", () => {
    const { id } = new Cloud().make(token.oidcProvider, { url, clientIdLists: ["sts.amazonaws.com"] });
    assert.equal(id, "arn:aws:iam::111111111111:oidc-provider/token.actions.githubusercontent.com");
  });
});
