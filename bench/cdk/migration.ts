import type * as ec2 from "aws-cdk-lib/aws-ec2";
import type { Construct } from "constructs";
import type { Access } from "./access";
import { image, imageUri } from "./images";
import { oneOff } from "./one-off";

/** The task that brings the database's tables to what the released image expects. */
export function migration(scope: Construct, { vpc, database }: { vpc: ec2.IVpc; database: Access }): void {
  const command = ["alembic", "upgrade", "head"];
  oneOff(scope, "main-migration", {
    vpc,
    image: image("api"),
    command,
    uses: [database],
    of: JSON.stringify({ image: imageUri("api"), command }),
  });
}
