import { enableCompileCache } from "node:module"; enableCompileCache("/tmp/cc2");
const T=async (n,f)=>{const t=performance.now(); const r=await f(); console.log(n,(performance.now()-t).toFixed(1)); return r;};
const z=await T("zod",()=>import("zod")); await T("yaml",()=>import("yaml"));
if (process.env.JITLESS) z.config({jitless:true});
for (const f of ["profiles","schema/scalars","schema/workload","schema/services","schema/stores","schema/app","schema/release","schema/environment","blocks","issues","parse","check","stack-file","resolve"]) await T(f,()=>import(`./config/${f}.ts`));
const { readStackFile } = await import("./config/stack-file.ts"); const { resolve } = await import("./config/resolve.ts"); const {blocks}=await import("./config/blocks.ts");
const s=await T("read",()=>readStackFile(process.cwd()+"/Pulumi.staging.yaml"));
await T("app",()=>blocks.app.safeParse(s.values.app)); await T("env",()=>blocks.environment.safeParse(s.values.environment));
await T("resolve",()=>resolve(s.values, s, v=>v)); await T("resolve2",()=>resolve(s.values, s, v=>v));
