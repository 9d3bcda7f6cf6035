// The baseline of `./maillage bench hours`: npm opening_hours parses each line of standard input and lists its week.
// Prints {"values", "understood", "milliseconds"}; reading the lines is not counted.
import { readFileSync } from "node:fs";
import OpeningHours from "opening_hours";

process.env.TZ = "Europe/Paris";
const place = { address: { country_code: "fr", state: "Pays de la Loire" } };
const from = new Date(2026, 10, 23);
const to = new Date(2026, 10, 30);

const values = readFileSync(0, "utf8").split("\n").filter((line) => line !== "");
for (const value of values.slice(0, 500)) {
  week(value); // warms the compiler up
}

const start = performance.now();
let understood = 0;
for (const value of values) {
  understood += week(value);
}
const milliseconds = performance.now() - start;
console.log(JSON.stringify({ values: values.length, understood, milliseconds }));

function week(value) {
  try {
    new OpeningHours(value, place).getOpenIntervals(from, to);
    return 1;
  } catch {
    return 0;
  }
}
