import type { Rule } from "../rule.ts";
import { alarmTells } from "./observability/alarm-tells.ts";
import { logsExpire } from "./observability/logs-expire.ts";

export const observabilityRules: readonly Rule[] = [logsExpire, alarmTells];
