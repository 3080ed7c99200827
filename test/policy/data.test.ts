import { dataRules } from "../../policy/rules/data.ts";
import { resource, testRules } from "../support/policy-cases.ts";

const instance = "aws:rds/instance:Instance";
const cluster = "aws:rds/cluster:Cluster";
const group = "aws:elasticache/replicationGroup:ReplicationGroup";
const user = "aws:elasticache/user:User";

const database = (inputs: Record<string, unknown>) => [resource(instance, inputs)];
const cache = (inputs: Record<string, unknown>) => [resource(group, inputs)];
const replica = database({ replicateSourceDb: "main" });
const parameters = (family: string, ...own: object[]) => [
  resource("aws:rds/parameterGroup:ParameterGroup", { family, parameters: own }),
];

/** A subnet group, the subnet, and what leads out of the subnet. */
function subnets(route: Record<string, unknown>, gateway: string) {
  const leadsTo = resource(gateway, {}, { name: "gateway" });
  const subnet = resource("aws:ec2/subnet:Subnet", {}, { name: "subnet" });
  const table = resource("aws:ec2/routeTable:RouteTable", {}, { name: "table" });
  return [
    resource("aws:rds/subnetGroup:SubnetGroup", {}, { references: { subnetIds: [subnet] } }),
    leadsTo,
    subnet,
    table,
    resource(
      "aws:ec2/routeTableAssociation:RouteTableAssociation",
      {},
      { name: "association", references: { subnetId: [subnet], routeTableId: [table] } },
    ),
    resource("aws:ec2/route:Route", route, {
      name: "route",
      references: { routeTableId: [table], gatewayId: [leadsTo] },
    }),
  ];
}

/** A subnet group whose subnet has the main route table of its VPC, in which a route leads out. */
function inMainTable() {
  const vpc = resource("aws:ec2/vpc:Vpc", {}, { name: "vpc" });
  const subnet = resource("aws:ec2/subnet:Subnet", {}, { name: "subnet", references: { vpcId: [vpc] } });
  return [
    vpc,
    subnet,
    resource("aws:rds/subnetGroup:SubnetGroup", {}, { references: { subnetIds: [subnet] } }),
    resource(
      "aws:ec2/defaultRouteTable:DefaultRouteTable",
      { routes: [{ cidrBlock: "0.0.0.0/0", gatewayId: "igw-1" }] },
      { references: { defaultRouteTableId: [vpc] } },
    ),
  ];
}

const internetGateway = "aws:ec2/internetGateway:InternetGateway";

describe("the rules of databases and caches", () => {
  testRules(dataRules, {
    "database-encrypted": {
      holds: { "an encrypted volume": database({ storageEncrypted: true }), "a replica of one": replica },
      breaks: {
        "what is not set, which is off": [database({}), "storageEncrypted is not set"],
        "a cluster too": [[resource(cluster, { storageEncrypted: false })], "storageEncrypted is false"],
      },
    },
    "database-not-public": {
      holds: { "the provider's default": database({}), "one that says no": database({ publiclyAccessible: false }) },
      breaks: { "a public address": [database({ publiclyAccessible: true }), "publiclyAccessible is true"] },
    },
    "data-in-private-subnets": {
      holds: {
        "a route to a gateway that lets nobody in": subnets(
          { natGatewayId: "nat-1", destinationCidrBlock: "0.0.0.0/0" },
          "x",
        ),
        "a route to somewhere alone": subnets({ destinationCidrBlock: "10.0.0.0/8" }, internetGateway),
        "a group that somebody chose, and a replica": [...database({ dbSubnetGroupName: "private" }), ...replica],
        "subnets that are not of this program": [resource("aws:rds/subnetGroup:SubnetGroup", { subnetIds: ["s-1"] })],
      },
      breaks: {
        "a route to the internet": [
          subnets({ destinationCidrBlock: "0.0.0.0/0" }, internetGateway),
          "the subnet subnet has a route to an internet gateway",
        ],
        "a route of IPv6 to a gateway of another program": [
          subnets({ destinationIpv6CidrBlock: "::/0", gatewayId: "igw-1" }, "x"),
          "the subnet subnet has a route to an internet gateway",
        ],
        "a route of the main table, where the subnet names none": [
          inMainTable(),
          "the subnet subnet has a route to an internet gateway",
        ],
        "no group at all, and what the provider answers then": [
          [...database({}), resource(cluster, { dbSubnetGroupName: "default-vpc-0a1b" })],
          "dbSubnetGroupName is not set: it is in the default VPC, whose subnets are public",
          "dbSubnetGroupName is not set: it is in the default VPC, whose subnets are public",
        ],
      },
    },
    "database-tls": {
      holds: {
        "a parameter that says so": parameters("postgres14", { name: "rds.force_ssl", value: "1" }),
        "a version that does so by itself": parameters("postgres17"),
        "an engine that is not known": parameters("oracle-ee-19"),
        "a database whose default does so, or that has a group of its own": [
          ...database({ engine: "postgres", engineVersion: "16.4" }),
          ...database({ engine: "mysql", engineVersion: "8.0.40", parameterGroupName: "ours" }),
        ],
      },
      breaks: {
        "a version that has to be told": [parameters("postgres14"), "rds.force_ssl is not set"],
        "databases with the group that AWS gives them": [
          [
            ...database({ engine: "mysql", engineVersion: "8.0.40" }),
            resource(instance, {
              engine: "sqlserver-ex",
              engineVersion: "16.00",
              parameterGroupName: "default.sqlserver-ex-16.0",
            }),
            resource(cluster, { engine: "aurora-postgresql", engineVersion: "14.9" }),
          ],
          "parameterGroupName is not set, and require_secure_transport is off by default",
          "parameterGroupName is not set, and rds.force_ssl is off by default",
          "dbClusterParameterGroupName is not set, and rds.force_ssl is off by default",
        ],
        "one that is told not to": [
          parameters("postgres17", { name: "rds.force_ssl", value: 0 }),
          "rds.force_ssl is 0",
        ],
        "MariaDB and SQL Server": [
          [
            ...parameters("mariadb10.11"),
            resource("aws:rds/parameterGroup:ParameterGroup", { family: "sqlserver-ex-16.0" }, { name: "b" }),
          ],
          "require_secure_transport is not set",
          "rds.force_ssl is not set",
        ],
      },
    },
    "data-protected": {
      holds: { "what is protected": [resource(cluster, {}, { protect: true })], "a replica": replica },
      breaks: {
        "what is not": [[resource("aws:s3/bucket:Bucket", {})], "it is not protected in Pulumi"],
      },
    },
    "database-deletion-protected": {
      holds: { "one that RDS keeps": database({ deletionProtection: true }), "a replica": replica },
      breaks: { "one that it does not": [database({}), "deletionProtection is not set"] },
    },
    "database-leaves-snapshot": {
      holds: {
        "one that leaves a snapshot": database({ skipFinalSnapshot: false, finalSnapshotIdentifier: "last" }),
        "a replica": replica,
      },
      breaks: {
        "one that leaves nothing": [database({ skipFinalSnapshot: true }), "skipFinalSnapshot is true"],
        "a snapshot without a name": [
          database({}),
          "finalSnapshotIdentifier is not set, so that it cannot be deleted at all",
        ],
      },
    },
    "database-backups-kept": {
      holds: { "seven days": database({ backupRetentionPeriod: 7 }), "a replica": replica },
      breaks: {
        "six days": [database({ backupRetentionPeriod: 6 }), "backupRetentionPeriod is 6, less than 7 days"],
        "the default, which is none": [database({}), "backupRetentionPeriod is not set, less than 7 days"],
      },
    },
    "database-multi-az": {
      holds: { "a standby": database({ multiAz: true }), "a replica": replica },
      breaks: { "one alone": [database({ multiAz: false }), "multiAz is false"] },
    },
    "database-storage-grows": {
      holds: { "a higher limit": database({ allocatedStorage: 20, maxAllocatedStorage: 50 }), "a replica": replica },
      breaks: {
        "no limit, which means no growth": [
          database({ allocatedStorage: 20 }),
          "the volume stays at 20 GiB: maxAllocatedStorage is not set",
        ],
      },
    },
    "database-minor-upgrades": {
      holds: { "the provider's default": database({}) },
      breaks: { "one that is off": [database({ autoMinorVersionUpgrade: false }), "autoMinorVersionUpgrade is false"] },
    },
    "database-logs-exported": {
      holds: {
        "all logs of the engine": database({
          engine: "postgres",
          enabledCloudwatchLogsExports: ["upgrade", "postgresql"],
        }),
        "an engine that writes none": database({ engine: "db2-se" }),
      },
      breaks: {
        "one that is missing": [
          database({ engine: "postgres", enabledCloudwatchLogsExports: ["postgresql"] }),
          "enabledCloudwatchLogsExports has not upgrade",
        ],
        "all of Aurora's": [
          [resource(cluster, { engine: "aurora-postgresql" })],
          "enabledCloudwatchLogsExports has not postgresql",
        ],
      },
    },
    "database-tags-on-snapshots": {
      holds: { "tags that go along": database({ copyTagsToSnapshot: true }) },
      breaks: { "tags that do not": [database({}), "copyTagsToSnapshot is not set"] },
    },
    "cache-encrypted": {
      holds: { "an encrypted one": cache({ atRestEncryptionEnabled: "true" }) },
      breaks: { "one that is not": [cache({}), "atRestEncryptionEnabled is not set"] },
    },
    "cache-tls": {
      holds: { "TLS alone": cache({ transitEncryptionEnabled: true, transitEncryptionMode: "required" }) },
      breaks: {
        none: [cache({ transitEncryptionEnabled: false }), "transitEncryptionEnabled is false"],
        "TLS for who likes": [
          cache({ transitEncryptionEnabled: true, transitEncryptionMode: "preferred" }),
          'transitEncryptionMode is "preferred"',
        ],
      },
    },
    "cache-asks-who": {
      holds: { users: cache({ userGroupIds: ["a"] }), "a token": cache({ authToken: { secret: true } }) },
      breaks: { neither: [cache({ userGroupIds: [] }), "neither userGroupIds nor authToken is set"] },
    },
    "cache-users-need-password": {
      holds: {
        "a password": [resource(user, { accessString: "on ~*", authenticationMode: { type: "password" } })],
        "a user that is off": [resource(user, { accessString: "off ~*", noPasswordRequired: true })],
      },
      breaks: {
        "a user whom everybody can be": [
          [resource(user, { accessString: "on ~* +@all", authenticationMode: { type: "no-password-required" } })],
          'needs no password, and accessString is "on ~* +@all"',
        ],
      },
    },
    "cache-users-not-admin": {
      holds: {
        "one without what is dangerous": [resource(user, { accessString: "on ~* +@all -@admin -@dangerous" })],
        "one with two commands": [resource(user, { accessString: "on ~jobs -@all +get +set" })],
        "a user that is off": [resource(user, { accessString: "off ~* +@all" })],
      },
      breaks: {
        "one that may do everything": [
          [resource(user, { accessString: "on ~* -@dangerous +@all" })],
          'accessString is "on ~* -@dangerous +@all"',
        ],
      },
    },
    "cache-own-subnets": {
      holds: {
        "subnets that are named": cache({ subnetGroupName: "private" }),
        "a node of a group": [resource("aws:elasticache/cluster:Cluster", { replicationGroupId: "a" })],
      },
      breaks: {
        "the default ones": [cache({ subnetGroupName: "default" }), 'subnetGroupName is "default"'],
        none: [cache({ replicationGroupId: "a" }), "subnetGroupName is not set"],
      },
    },
    "cache-backups-kept": {
      holds: { "a day": cache({ snapshotRetentionLimit: 1 }) },
      breaks: { none: [cache({ snapshotRetentionLimit: 0 }), "snapshotRetentionLimit is 0"] },
    },
    "cache-fails-over": {
      holds: { "two nodes": cache({ automaticFailoverEnabled: true }) },
      breaks: { one: [cache({}), "automaticFailoverEnabled is not set"] },
    },
    "cache-minor-upgrades": {
      holds: { "the provider's default": cache({}) },
      breaks: { "one that is off": [cache({ autoMinorVersionUpgrade: "false" }), "autoMinorVersionUpgrade is false"] },
    },
  });
});
