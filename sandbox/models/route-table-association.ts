import type { Account } from "../account.ts";
import type { InAccount, Model, Rule, Values } from "../model.ts";
import { exists, others, regionOf } from "./references.ts";
import { token } from "./tokens.ts";
import { str } from "./values.ts";
import { mainRouteTableOf } from "./vpc.ts";

const associate = "https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_AssociateRouteTable.html";

const sameVpc: Rule<InAccount> = {
  id: "route-table-association-same-vpc",
  says: "Subnet and route table belong to the same VPC.",
  source: associate,
  refuse({ resource: { inputs }, account }) {
    const [tableId, subnetId] = [str(inputs, "routeTableId") ?? "", str(inputs, "subnetId") ?? ""];
    const table = account.get(token.routeTable, tableId);
    const subnet = account.get(token.subnet, subnetId);
    return !table || !subnet || table.outputs.vpcId === subnet.outputs.vpcId
      ? undefined
      : `InvalidParameterValue: route table ${tableId} and subnet ${subnetId} belong to different networks: ` +
          "take a table of the same VPC";
  },
};

const oneTable: Rule<InAccount> = {
  id: "route-table-association-once",
  says: "A subnet is associated with one route table at a time.",
  source: associate,
  refuse(subject) {
    const subnetId = str(subject.resource.inputs, "subnetId");
    const clash = others(subject, token.routeTableAssociation).find(
      ({ outputs }) => subnetId !== undefined && outputs.subnetId === subnetId,
    );
    return clash === undefined
      ? undefined
      : `Resource.AlreadyAssociated: subnet ${subnetId} is associated with ${clash.outputs.routeTableId} ` +
          `(${clash.id}): change that association, or delete it before this one is made`;
  },
};

/** Gives a subnet its route table. */
export const routeTableAssociation: Model = {
  type: token.routeTableAssociation,
  identify: (_inputs, seed) => `rtbassoc-${seed.hex(17)}`,
  outputs: (inputs, _id, _seed, place) => ({ region: regionOf(inputs, place) }),
  requires: [
    reference(
      "route-table-association-table-exists",
      "routeTableId",
      token.routeTable,
      "route table",
      "InvalidRouteTableID.NotFound",
    ),
    reference("route-table-association-subnet-exists", "subnetId", token.subnet, "subnet", "InvalidSubnetID.NotFound"),
    sameVpc,
    oneTable,
  ],
  replaces: "as the specification says",
  blocksDelete: { none: "a subnet without an association falls back to the main route table" },
};

/** The routes that hold for a subnet: its own table, else the main one of the VPC. */
export function routesOf(
  subnetId: string,
  account: Account,
): {
  readonly tableId: string;
  readonly routes: readonly Values[];
} {
  const association = account.find(token.routeTableAssociation, (one) => one.outputs.subnetId === subnetId);
  const vpcId = str(account.get(token.subnet, subnetId)?.outputs ?? {}, "vpcId") ?? "";
  const tableId = str(association?.outputs ?? {}, "routeTableId") ?? mainRouteTableOf(vpcId);
  return {
    tableId,
    routes: account
      .all(token.route)
      .map(({ outputs }) => outputs)
      .filter((outputs) => outputs.routeTableId === tableId),
  };
}

function reference(id: string, input: string, type: string, noun: string, code: string): Rule<InAccount> {
  return exists({ id, input, type, noun, code, source: associate });
}
