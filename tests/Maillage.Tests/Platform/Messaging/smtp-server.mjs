// A real SMTP server on loopback. Writes its port, then one line of JSON for each message that it has taken.
// The recipient says how it behaves: busy@ 451, nobody@ 550 5.1.1, refused@ 550, drop@ takes the message and hangs up.
import { createRequire } from "node:module";

const require = createRequire(`${process.env.NODE_PATH_BASE}/`);
const { SMTPServer } = require("smtp-server");
const whole = process.argv.includes("--whole");

const refusals = {
  "busy@": [451, "4.3.0 come back later"],
  "nobody@": [550, "5.1.1 nobody here"],
  "refused@": [550, "5.7.1 not wanted"],
};

const server = new SMTPServer({
  authOptional: true,
  disabledCommands: ["AUTH", "STARTTLS"],
  disableReverseLookup: true,
  onRcptTo(address, session, callback) {
    for (const [start, [code, text]] of Object.entries(refusals)) {
      if (address.address.startsWith(start)) {
        return callback(Object.assign(new Error(text), { responseCode: code }));
      }
    }
    return callback();
  },
  onData(stream, session, callback) {
    const chunks = [];
    stream.on("data", (chunk) => chunks.push(chunk));
    stream.on("end", () => {
      const text = Buffer.concat(chunks).toString("utf8");
      const to = session.envelope.rcptTo[0].address;
      const id = /^Message-Id:\s*<([^>]+)>/im.exec(text)?.[1];
      process.stdout.write(`${JSON.stringify(whole ? { id, to, text } : { id, to })}\n`);
      if (to.startsWith("drop@")) {
        this.connections.forEach((connection) => connection.close());
        return;
      }
      callback();
    });
  },
});
// Clients are killed on purpose.
server.on("error", () => {});
server.listen(0, "127.0.0.1", () => process.stdout.write(`${server.server.address().port}\n`));
process.stdin.on("end", () => process.exit(0)).resume();
