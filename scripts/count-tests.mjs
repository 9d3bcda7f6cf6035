// Reads an xunit report. First line: how many tests passed, failed and were skipped. Then a line « skipped REASON » for each
// reason, and for each failed test a line « failed NAME », its message and the frames of our own code.
import { readFileSync } from "node:fs";

const report = readFileSync(process.argv[2], "utf8");
const total = (...names) =>
  [...report.matchAll(/<assembly [^>]*>/g)]
    .flatMap(([tag]) => names.map((name) => Number(new RegExp(` ${name}="(\\d+)"`).exec(tag)?.[1] ?? 0)))
    .reduce((sum, n) => sum + n, 0);
const text = (xml) =>
  xml.replace(/<!\[CDATA\[(.*?)\]\]>/gs, "$1").replace(/&(lt|gt|quot|apos|#xA|#xD|amp);/g, (_, name) =>
    ({ lt: "<", gt: ">", quot: '"', apos: "'", "#xA": "\n", "#xD": "", amp: "&" })[name]).trim();

console.log(total("passed"), total("failed", "errors"), total("skipped", "not-run"));
const reasons = [...report.matchAll(/<reason>(.*?)<\/reason>/gs)].map(([, reason]) => text(reason));
for (const reason of new Set(reasons)) console.log(`skipped ${reason}`);
for (const [, attributes, body] of report.matchAll(/<(?:test|error) ([^>]*[^/])>(.*?)<\/(?:test|error)>/gs)) {
  const message = /<message>(.*?)<\/message>/s.exec(body)?.[1];
  if (message === undefined) continue;
  const trace = /<stack-trace>(.*?)<\/stack-trace>/s.exec(body)?.[1] ?? "";
  console.log(`failed ${text(/ ?name="([^"]*)"/.exec(attributes)?.[1] ?? "?")}`);
  for (const line of text(message).split("\n").slice(0, 8)) console.log(`    ${line.trim().slice(0, 400)}`);
  for (const line of text(trace).split("\n").filter((frame) => frame.includes("tests/") || frame.includes("src/")).slice(0, 3)) console.log(`      ${line.trim()}`);
}
