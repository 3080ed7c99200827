import { PolicyPack } from "@pulumi/policy";
import { policiesOf } from "./pack.ts";
import { rules } from "./rules.ts";

new PolicyPack("slipway", { policies: policiesOf(rules), enforcementLevel: "mandatory" });
