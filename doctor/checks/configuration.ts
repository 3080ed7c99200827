import { type Check, failed, ok } from "../check.ts";

/** Whether the stack file is in order: without that nobody knows what the stack needs. */
export const configuration: Check = {
  name: "stack file",
  asks: "stack",
  async run({ declared, name, argument }) {
    if ("problem" in declared) {
      return failed(declared.problem, `npx slipway plan ${argument}`);
    }
    const { plan, lentBy } = declared;
    const made = plan.resources.filter(({ custom }) => custom).length;
    const of =
      lentBy === undefined ? "" : `, with the app and the release of ${lentBy}: nothing was promoted to ${name} yet`;
    return ok(`${made} resources${of}`);
  },
};
