// Prints how many tests of an xunit report passed, failed and were skipped, then each reason for skipping on a line of its own.
import { readFileSync } from "node:fs";

const report = readFileSync(process.argv[2], "utf8");
const total = (...names) =>
  [...report.matchAll(/<assembly [^>]*>/g)]
    .flatMap(([tag]) => names.map((name) => Number(new RegExp(` ${name}="(\\d+)"`).exec(tag)?.[1] ?? 0)))
    .reduce((sum, n) => sum + n, 0);
console.log(total("passed"), total("failed", "errors"), total("skipped", "not-run"));
const reasons = [...report.matchAll(/<reason><!\[CDATA\[(.*?)\]\]><\/reason>/gs)].map(([, text]) => text.trim());
for (const reason of new Set(reasons)) console.log(reason);
