// Steps, told one a line as they end; what went wrong is told again at the end. Knows nothing of browsers.

const failures = [];
let steps = 0;

/** Runs one step. What it throws, or finds, is a failure; the steps after it run all the same. */
export async function step(name, work) {
  const began = Date.now();
  const found = [];
  try {
    await work((what) => {
      found.push(what);
      if (process.env.TIMBANG_TEST_VERBOSE) console.log(`       . ${what}`);
    });
  } catch (error) {
    found.push(String(error.stack || error).split("\n").slice(0, 12).join("\n      "));
  }
  steps += 1;
  const seconds = ((Date.now() - began) / 1000).toFixed(1).padStart(6);
  console.log(`${found.length ? "FAILED" : "ok    "} ${seconds} s  ${name}`);
  const once = [...new Set(found)];
  for (const it of once) console.log(`      ${it}`);
  if (once.length) failures.push([name, once]);
}

/** Tells how it went, and gives the exit code. */
export function ended() {
  if (!failures.length) {
    console.log(`\n${steps} steps passed`);
    return 0;
  }
  const found = failures.reduce((sum, it) => sum + it[1].length, 0);
  console.log(`\n${failures.length} of ${steps} steps failed, ${found} findings:`);
  for (const [name] of failures) console.log(`  ${name}`);
  return 1;
}
