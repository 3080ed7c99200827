/** What somebody asks AWS for. */
export interface Asked {
  readonly actions: readonly string[];
  /** ARN of what is asked for, with `<prefix>` for the stack's; the resource's own where it is left out. */
  readonly of?: string;
  /** Not tagged as the stack's when it is asked for, or never. */
  readonly untagged?: true;
  /** Asked when something is made, or by what `up` does beside the provider: a preview never asks it. */
  readonly inUpAlone?: true;
  /** Values of condition keys that it comes with. */
  readonly context?: Readonly<Record<string, string>>;
}

/** What the AWS provider asks for, by type token. */
export type Actions = Readonly<
  Record<
    string,
    {
      /** File of the provider below https://github.com/hashicorp/terraform-provider-aws/tree/main/internal/service/. */
      readonly source: string;
      /** When it makes, reads, changes, tags and deletes one; what a data source does when it looks. */
      readonly asked: readonly Asked[];
    }
  >
>;

export const mine = "arn:aws:*:eu-north-1:111111111111:";
export const ec2 = (type: string) => `${mine.replace("*", "ec2")}${type}/id-0`;
export const described = (...actions: readonly string[]): Asked => ({ actions, of: "*", untagged: true });
export const tagging = ["ec2:CreateTags", "ec2:DeleteTags"];
