/** The most memory that this process held, in bytes. */
const { readFileSync } = require("node:fs");

/** Where the kernel tells it: this program's own peak. `maxRSS` may include that of the process which started it. */
module.exports = function highest() {
  try {
    const kilobytes = /^VmHWM:\s+(\d+) kB$/m.exec(readFileSync("/proc/self/status", "utf8"));
    if (kilobytes) return Number(kilobytes[1]) * 1024;
  } catch {
    // Not Linux.
  }
  return process.resourceUsage().maxRSS * 1024;
};
