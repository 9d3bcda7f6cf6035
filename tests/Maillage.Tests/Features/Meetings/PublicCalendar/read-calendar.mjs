// Reads an iCalendar file with npm ical.js and prints every occurrence as "start/end summary", UTC, in order:
//   node read-calendar.mjs FILE FROM TO
import { readFileSync } from "node:fs";
import ICAL from "ical.js";

const [file, from, to] = process.argv.slice(2);
const calendar = new ICAL.Component(ICAL.parse(readFileSync(file, "utf8")));
for (const zone of calendar.getAllSubcomponents("vtimezone")) {
  ICAL.TimezoneService.register(new ICAL.Timezone(zone));
}

const [first, last] = [new Date(from), new Date(to)];
const lines = [];
for (const component of calendar.getAllSubcomponents("vevent")) {
  const event = new ICAL.Event(component);
  if (!event.isRecurring()) {
    add(event, event.startDate, event.endDate);
    continue;
  }

  const days = event.iterator();
  for (let next = days.next(); next && next.toJSDate() < last; next = days.next()) {
    const { startDate, endDate } = event.getOccurrenceDetails(next);
    add(event, startDate, endDate);
  }
}

process.stdout.write(lines.sort().join("\n"));

function add(event, start, end) {
  const [begins, ends] = [start, end].map((time) => time.toJSDate());
  if (begins >= first && begins < last) {
    lines.push(`${begins.toISOString()}/${ends.toISOString()} ${event.summary}`);
  }
}
