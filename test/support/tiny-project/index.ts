import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";

/** A program with one resource for each way in which a pending create is found, and one that holds a secret. */
export default function main() {
  const config = new pulumi.Config();
  const secrets = new pulumi.Config("slipway").requireObject<{ TOKEN: string }>("secrets");
  const account = new aws.Provider("account", {
    region: "eu-north-1",
    allowedAccountIds: ["111111111111"],
    defaultTags: { tags: { app: "tiny" } },
  });
  const opts = { provider: account };
  const tags = (name: string) => ({ tags: { "slipway:resource": `dev/${name}` } });

  const network = new aws.ec2.Vpc("network", { cidrBlock: "10.0.0.0/16", ...tags("network") }, opts);
  const group = new aws.ec2.SecurityGroup(
    "group",
    { name: config.require("groupName"), description: "tiny", vpcId: network.id, ...tags("group") },
    opts,
  );
  const gateway = new aws.ec2.InternetGateway("gateway", { vpcId: network.id, ...tags("gateway") }, opts);
  const table = new aws.ec2.RouteTable("table", { vpcId: network.id, ...tags("table") }, opts);
  new aws.ec2.Route("out", { routeTableId: table.id, destinationCidrBlock: "0.0.0.0/0", gatewayId: gateway.id }, opts);
  const cluster = new aws.ecs.Cluster("cluster", { name: "tiny", ...tags("cluster") }, opts);
  const secret = new aws.secretsmanager.Secret("token", { name: "tiny/token", ...tags("token") }, opts);
  new aws.secretsmanager.SecretVersion(
    "token-value",
    { secretId: secret.id, secretString: pulumi.secret(secrets.TOKEN) },
    opts,
  );
  return { url: pulumi.interpolate`https://tiny.example.com/${cluster.name}`, groupId: group.id };
}
