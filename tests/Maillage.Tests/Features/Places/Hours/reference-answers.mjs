// Writes what npm opening_hours 3.15 answers to each line of standard input, one line of JSON each:
//   node reference-answers.mjs < reference-values.txt > reference-answers.jsonl
// Intervals cover the days of `periods`; those that are to be confirmed bear a third element.
import { readFileSync } from "node:fs";
import OpeningHours from "opening_hours";

process.env.TZ = "Europe/Paris";
const place = { address: { country_code: "fr", state: "Pays de la Loire" } };
const periods = [
  ["2026-02-23", 14],
  ["2026-10-19", 7],
  ["2026-12-21", 14],
  ["2027-03-22", 8],
];

for (const value of readFileSync(0, "utf8").split("\n").filter((line) => line !== "")) {
  console.log(JSON.stringify({ value, ...answer(value) }));
}

function answer(value) {
  try {
    const hours = new OpeningHours(value, place);
    return { ok: true, periods: periods.map(([from, days]) => intervals(hours, from, days)) };
  } catch {
    return { ok: false };
  }
}

function intervals(hours, day, days) {
  const [year, month, date] = day.split("-").map(Number);
  return hours
    .getOpenIntervals(new Date(year, month - 1, date), new Date(year, month - 1, date + days))
    .map(([from, to, unknown]) => [minute(from), minute(to), ...(unknown ? ["unknown"] : [])].join(" "));
}

function minute(time) {
  const two = (number) => String(number).padStart(2, "0");
  return (
    `${time.getFullYear()}-${two(time.getMonth() + 1)}-${two(time.getDate())}` +
    `T${two(time.getHours())}:${two(time.getMinutes())}`
  );
}
