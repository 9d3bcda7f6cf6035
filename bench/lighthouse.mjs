// Usage: node lighthouse.mjs ADDRESS RUNS. Prints the median of Lighthouse's mobile scores (0 to 100), bytes and requests, as JSON.
import { launch } from "chrome-launcher";
import lighthouse from "lighthouse";

const [, , address, runs] = process.argv;
const chrome = await launch({
  chromePath: "/usr/bin/chromium",
  chromeFlags: [
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
  ],
});
const median = (numbers) => [...numbers].sort((a, b) => a - b)[Math.floor(numbers.length / 2)];
try {
  const results = [];
  for (let i = 0; i < Number(runs); i++) {
    const { lhr } = await lighthouse(address, { port: chrome.port, output: "json", logLevel: "error" });
    const requests = lhr.audits["network-requests"].details.items;
    results.push({
      performance: Math.round(lhr.categories.performance.score * 100),
      accessibility: Math.round(lhr.categories.accessibility.score * 100),
      bestPractices: Math.round(lhr.categories["best-practices"].score * 100),
      seo: Math.round(lhr.categories.seo.score * 100),
      kilobytes: lhr.audits["total-byte-weight"].numericValue / 1000,
      requests: requests.length,
    });
  }
  console.log(JSON.stringify(Object.fromEntries(Object.keys(results[0]).map((key) => [key, median(results.map((r) => r[key]))]))));
} finally {
  chrome.kill();
}
