import { Secret } from "aws-cdk-lib/aws-secretsmanager";
import type { Construct } from "constructs";

/** A secret of a user's name and a generated password of letters and digits. */
export function generatedLogin(scope: Construct, id: string, username: string): Secret {
  return new Secret(scope, id, {
    generateSecretString: {
      secretStringTemplate: JSON.stringify({ username }),
      generateStringKey: "password",
      passwordLength: 48,
      excludePunctuation: true,
    },
  });
}
