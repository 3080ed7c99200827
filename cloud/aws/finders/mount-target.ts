import { DescribeNetworkInterfacesCommand, EC2Client } from "@aws-sdk/client-ec2";
import { type Finders, present, text } from "../finder.ts";

/**
 * A mount target has no name and no tag, and one file system has one in a subnet. Its network interface says of whom it
 * is, so that the client of EFS, which nothing else needs, is not needed either.
 * Source: https://docs.aws.amazon.com/efs/latest/ug/manage-fs-access.html
 */
export const finders: Finders = {
  "aws:efs/mountTarget:MountTarget": async ({ inputs }, session) => {
    const [fileSystemId, subnetId] = [text(inputs, "fileSystemId"), text(inputs, "subnetId")];
    if (!fileSystemId || !subnetId) {
      return [];
    }
    const ec2 = new EC2Client(await session.clientConfig());
    const { NetworkInterfaces } = await ec2.send(
      new DescribeNetworkInterfacesCommand({
        Filters: [
          { Name: "subnet-id", Values: [subnetId] },
          { Name: "description", Values: [`EFS mount target for ${fileSystemId} (*)`] },
        ],
      }),
    );
    return present(
      ...(NetworkInterfaces ?? []).map(({ Description }) => /\((fsmt-[0-9a-f]+)\)$/.exec(Description ?? "")?.[1]),
    );
  },
};
