/** Pulumi type tokens of what holds secrets. */
export const SECRET = "aws:secretsmanager/secret:Secret";
export const SECRET_VERSION = "aws:secretsmanager/secretVersion:SecretVersion";
export const PARAMETER = "aws:ssm/parameter:Parameter";
