import type { PolicyResource } from "../../policy/rule.ts";
import { identityRules } from "../../policy/rules/identity.ts";
import { resource, testRules } from "../support/policy-cases.ts";

type Statement = Record<string, unknown>;

const allow = (Action: unknown, Resource: unknown = "*", Condition?: object): Statement => ({
  Effect: "Allow",
  Action,
  Resource,
  ...(Condition && { Condition }),
});
const policy = (...Statement: Statement[]) =>
  resource("aws:iam/policy:Policy", { policy: JSON.stringify({ Statement }) }, { name: "policy" });
const inline = (...Statement: Statement[]) => resource("aws:iam/rolePolicy:RolePolicy", { policy: { Statement } });
const trust = (Principal: unknown, Condition?: object) => [
  resource("aws:iam/role:Role", {
    assumeRolePolicy: JSON.stringify({ Statement: [{ Effect: "Allow", Principal, ...(Condition && { Condition }) }] }),
  }),
];
const attached = (name: string) => [
  resource("aws:iam/rolePolicyAttachment:RolePolicyAttachment", { policyArn: `arn:aws:iam::aws:policy/${name}` }),
];
const parameter = (name: string, type: string) => [resource("aws:ssm/parameter:Parameter", { name, type })];

const issuer = "token.actions.githubusercontent.com";
const github = (claims: object, operator = "StringEquals") =>
  trust({ Federated: `arn:aws:iam::111111111111:oidc-provider/${issuer}` }, { [operator]: claims });
const aud = { [`${issuer}:aud`]: "sts.amazonaws.com" };
const sub = (subject: string) => ({ [`${issuer}:sub`]: subject });

/** A policy and a role whose boundary it is. */
function bounding(limit: PolicyResource): PolicyResource[] {
  return [limit, resource("aws:iam/role:Role", {}, { name: "bounded", references: { permissionsBoundary: [limit] } })];
}

/** A role that the engine shows with the policy that stands beside it. */
function refreshed(...more: object[]): PolicyResource[] {
  const statement = allow("s3:Get*");
  const role = resource(
    "aws:iam/role:Role",
    { inlinePolicies: [{ name: "reads", policy: { Statement: allow("*") } }, ...more] },
    { name: "role" },
  );
  const { inputs, ...beside } = inline(statement);
  return [
    role,
    { ...beside, inputs: { ...inputs, name: "reads" }, references: (input) => (input === "role" ? [role] : []) },
  ];
}

const ofAccount = { StringEquals: { "aws:SourceAccount": "111111111111" } };
const everything = policy(allow("*"));
const overTls = { Bool: { "aws:SecureTransport": "true" } };

describe("the rules of identity", () => {
  testRules(identityRules, {
    "iam-no-administration": {
      holds: {
        "what names its actions": [policy(allow("s3:GetObject")), inline(allow(["s3:*"]))],
        "what is refused": [inline({ Effect: "Deny", Action: "*", Resource: "*" })],
        "a boundary, which gives nothing": bounding(everything),
        "a role's list where its policies stand beside it": refreshed(),
      },
      breaks: {
        "a policy of everything": [[everything], "it allows every action on everything"],
        "one in a role": [
          [resource("aws:iam/role:Role", { inlinePolicies: [{ policy: JSON.stringify({ Statement: allow("*") }) }] })],
          "it allows every action on everything",
        ],
        "one of the role's own, where others stand beside it": [
          refreshed({ name: "own", policy: { Statement: allow("*") } }),
          "it allows every action on everything",
        ],
        "everything, written out": [[inline(allow("**", "arn:aws:*:*:*:*"))], "it allows every action on everything"],
        "a boundary that is also in a role's list": [
          [
            ...bounding(everything),
            resource("aws:iam/role:Role", {}, { name: "free", references: { managedPolicyArns: [everything] } }),
          ],
          "it allows every action on everything",
        ],
        "everything but something": [
          [inline({ Effect: "Allow", NotAction: ["iam:*"], Resource: "*" })],
          "it allows everything but iam:*",
        ],
        "a boundary that is also given": [
          [
            ...bounding(everything),
            resource(
              "aws:iam/rolePolicyAttachment:RolePolicyAttachment",
              {},
              { name: "attachment", references: { policyArn: [everything] } },
            ),
          ],
          "it allows every action on everything",
        ],
      },
    },
    "iam-wildcards-scoped": {
      holds: {
        "all of a service on what is named": [inline(allow("s3:*", "arn:aws:s3:::mine-*"))],
        "all of a service under a condition": [
          inline(allow("kms:*", "*", { StringLike: { "kms:ViaService": "s3.*" } })),
        ],
        "some of a service": [inline(allow("s3:Get*"))],
      },
      breaks: {
        "all of a service": [[policy(allow(["s3:*", "ec2:Get*"]))], "it allows s3:* on everything"],
        "all of a service under a condition that narrows nothing": [
          [policy(allow("s3:*", "*", overTls))],
          "it allows s3:* on everything",
        ],
      },
    },
    "iam-secrets-named": {
      holds: {
        "secrets of one app": [
          inline(allow("secretsmanager:GetSecretValue", "arn:aws:secretsmanager:*:111111111111:secret:shop/*")),
        ],
        "everything of another service beside them": [
          inline(
            allow(["ssm:GetParameter", "iam:Get*"], ["arn:aws:ssm:*:1:parameter/shop/*", "arn:aws:iam::1:role/*"]),
          ),
        ],
        "what tells no value": [inline(allow("secretsmanager:DescribeSecret"))],
      },
      breaks: {
        "every secret": [
          [inline(allow("secretsmanager:Get*"))],
          "it allows secretsmanager:GetSecretValue on everything",
        ],
        "every parameter of the account": [
          [inline(allow("SSM:getparameter", "arn:aws:ssm:*:111111111111:parameter/*"))],
          "it allows ssm:GetParameter on everything",
        ],
        "every secret over TLS": [
          [inline(allow("secretsmanager:GetSecretValue", "*", overTls))],
          "it allows secretsmanager:GetSecretValue on everything",
        ],
        "every secret, by an ARN that AWS fills with stars": [
          [inline(allow("secretsmanager:GetSecretValue", "arn:aws:secretsmanager"))],
          "it allows secretsmanager:GetSecretValue on everything",
        ],
        "every parameter's history, by a star that joins on": [
          [inline(allow("ssm:GetParameterHistory", "arn:aws:ssm:eu-west-1:1:parameter*"))],
          "it allows ssm:GetParameterHistory on everything",
        ],
        "all actions but some": [
          [inline({ Effect: "Allow", NotAction: ["ssm:*", "secretsmanager:B*"], Resource: "arn:aws:*:*:1:secret:*" })],
          "it allows secretsmanager:GetSecretValue on everything",
        ],
        "every secret but one": [
          [inline({ Effect: "Allow", Action: "secretsmanager:BatchGet?ecretValue", NotResource: "arn" })],
          "it allows secretsmanager:BatchGetSecretValue on everything",
        ],
      },
    },
    "iam-decryption-scoped": {
      holds: {
        "a key": [policy(allow("kms:Decrypt", "arn:aws:kms:eu-west-1:1:key/8f3c"))],
        "a service": [policy(allow("kms:*", "*", { StringLike: { "kms:ViaService": "s3.*" } }))],
        "what opens nothing": [policy(allow("kms:DescribeKey"))],
      },
      breaks: {
        "every key of the account": [
          [inline(allow("kms:Decrypt", "arn:aws:kms:*:1:key/*"))],
          "it allows kms:Decrypt with every key",
        ],
        "every key in a region": [
          [inline(allow("kms:ReEncrypt*", "*", { StringEquals: { "aws:RequestedRegion": "eu-west-1" } }))],
          "it allows kms:ReEncryptFrom with every key",
        ],
        "every key through all services but one": [
          [inline(allow("kms:Decrypt", "*", { StringNotLike: { "kms:ViaService": "s3.*" } }))],
          "it allows kms:Decrypt with every key",
        ],
      },
    },
    "iam-roles-passed-by-name": {
      holds: {
        "a role": [inline(allow("iam:PassRole", "arn:aws:iam::1:role/app"))],
        "a prefix, to one service": [
          inline(
            allow("iam:PassRole", "arn:aws:iam::1:role/app-*", {
              StringEquals: { "iam:PassedToService": "ecs-tasks.amazonaws.com" },
            }),
          ),
        ],
      },
      breaks: {
        "every role": [[inline(allow("iam:Pass*", "arn:aws:iam::1:role/*"))], "it allows iam:PassRole of every role"],
        "a prefix, to every service": [
          [inline(allow("iam:PassRole", "arn:aws:iam::1:role/app-*"))],
          "it allows iam:PassRole of a prefix, to every service",
        ],
        "a prefix, to a star": [
          [inline(allow("iam:PassRole", "arn:aws:iam::1:role/app-*", { StringLike: { "iam:PassedToService": "*" } }))],
          "it allows iam:PassRole of a prefix, to every service",
        ],
      },
    },
    "iam-grants-bounded": {
      holds: {
        "roles within a boundary": [
          inline(
            allow("iam:CreateRole", "*", { StringEquals: { "iam:PermissionsBoundary": "arn:aws:iam::1:policy/most" } }),
          ),
        ],
        "what only reads": [inline(allow("iam:Get*"))],
      },
      breaks: {
        "roles without, however they are named": [
          [inline(allow(["iam:PutRolePolicy", "iam:CreateR*"], "arn:aws:iam::1:role/app-*"))],
          "it allows iam:CreateRole without a boundary",
          "it allows iam:PutRolePolicy without a boundary",
        ],
        "roles with any boundary but one": [
          [
            inline(
              allow("iam:CreateRole", "*", {
                StringNotEquals: { "iam:PermissionsBoundary": "arn:aws:iam::1:policy/a" },
              }),
            ),
          ],
          "it allows iam:CreateRole without a boundary",
        ],
        "taking a boundary off": [
          [inline(allow("iam:DeleteRolePermissionsBoundary"))],
          "it allows iam:DeleteRolePermissionsBoundary without a boundary",
        ],
      },
    },
    "iam-no-broad-managed-policies": {
      holds: {
        "a policy for one thing": attached("service-role/AWSBackupServiceRolePolicyForBackup"),
        "one of the team's that is called like it": [
          resource("aws:iam/rolePolicyAttachment:RolePolicyAttachment", {
            policyArn: "arn:aws:iam::111111111111:policy/LogsFullAccess",
          }),
        ],
      },
      breaks: {
        "the administrator's": [attached("AdministratorAccess"), "it has AdministratorAccess"],
        "one with a version in its name": [attached("CloudWatchFullAccessV2"), "it has CloudWatchFullAccessV2"],
        "one that reads every secret": [attached("SecretsManagerReadWrite"), "it has SecretsManagerReadWrite"],
        "all of a service, in a list of the role": [
          [resource("aws:iam/role:Role", { managedPolicyArns: ["arn:aws:iam::aws:policy/AmazonS3FullAccess"] })],
          "it has AmazonS3FullAccess",
        ],
      },
    },
    "iam-trust-named": {
      holds: {
        "a service": trust({ Service: "lambda.amazonaws.com" }),
        "an organisation": trust("*", { StringEquals: { "aws:PrincipalOrgID": "o-1" } }),
      },
      breaks: {
        everybody: [trust("*"), "everybody may take it"],
        "everybody with an account": [trust({ AWS: ["*"] }), "everybody may take it"],
        "everybody over TLS": [trust("*", overTls), "everybody may take it"],
        "everybody under no condition": [trust("*", {}), "everybody may take it"],
        "everybody outside of an organisation": [
          trust("*", { StringNotEquals: { "aws:PrincipalOrgID": "o-1" } }),
          "everybody may take it",
        ],
        "a role of that name in any account": [
          trust({ AWS: "*" }, { ArnLike: { "aws:PrincipalArn": "arn:aws:iam::*:role/deploy" } }),
          "everybody may take it",
        ],
        "everybody but one": [
          [
            resource("aws:iam/role:Role", {
              assumeRolePolicy: {
                Statement: { Effect: "Allow", NotPrincipal: { AWS: "1" }, Action: "sts:AssumeRole" },
              },
            }),
          ],
          "everybody may take it",
        ],
      },
    },
    "iam-trust-same-account": {
      holds: {
        "a service for this account": trust({ Service: ["ecs-tasks.amazonaws.com"] }, ofAccount),
        "a service that does not say for whom": trust({ Service: "lambda.amazonaws.com" }),
        "a service that is refused": [
          resource("aws:iam/role:Role", {
            assumeRolePolicy: { Statement: { Effect: "Deny", Principal: { Service: "ecs-tasks.amazonaws.com" } } },
          }),
        ],
      },
      breaks: {
        "a service for every account": [
          trust({ Service: "ecs-tasks.amazonaws.com" }),
          "ecs-tasks.amazonaws.com takes it for every account",
        ],
      },
    },
    "iam-github-trust-named": {
      holds: {
        "an environment of one repository": github({ ...aud, ...sub("repo:acme/shop:environment:production") }),
        "branches of one name": github({ ...aud, ...sub("repo:acme/shop:ref:refs/heads/release/*") }, "StringLike"),
        "another provider": trust({ Federated: "arn:aws:iam::1:oidc-provider/example.com" }),
      },
      breaks: {
        "no claim at all": [github({}), "it does not test aud", "it does not test sub"],
        "every repository of an owner": [
          github({ ...aud, ...sub("repo:acme/*") }, "StringLike"),
          "it is open to repo:acme/*",
        ],
        "every branch": [
          github({ ...aud, ...sub("repo:acme/shop:ref:refs/heads/*") }, "StringLike"),
          "it is open to repo:acme/shop:ref:refs/heads/*",
        ],
        "every environment": [
          github({ ...aud, ...sub("repo:acme/shop:e*") }, "StringLike"),
          "it is open to repo:acme/shop:e*",
        ],
        "every audience": [
          github({ [`${issuer}:aud`]: "*", ...sub("repo:acme/shop:environment:staging") }, "StringLike"),
          "it does not test aud",
        ],
        "every branch and pull request": [
          github({ ...aud, ...sub("repo:acme/shop:*") }, "StringLike"),
          "it is open to repo:acme/shop:*",
        ],
        "a test that holds where the claim is missing": [
          github({ ...aud, ...sub("repo:acme/shop:environment:production") }, "StringEqualsIfExists"),
          "it does not test aud",
          "it does not test sub",
        ],
      },
    },
    "iam-no-users": {
      holds: { "a role": trust({ Service: "lambda.amazonaws.com" }) },
      breaks: {
        "a user with a key": [
          [resource("aws:iam/user:User", {}), resource("aws:iam/accessKey:AccessKey", {})],
          "it is a user",
          "it is a lasting credential of a user",
        ],
      },
    },
    "parameter-secret-encrypted": {
      holds: {
        "a SecureString": parameter("/shop/db-password", "SecureString"),
        "what is called otherwise": parameter("/shop/token-service/url", "String"),
      },
      breaks: { "a password in clear": [parameter("/shop/db-password", "String"), "/shop/db-password is a String"] },
    },
  });
});
