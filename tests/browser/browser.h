/*
 * Debian's chromium as the tests start it: no name resolves and no address is reached, and it keeps its state in the scene.
 */
#ifndef TESTS_BROWSER_BROWSER_H
#define TESTS_BROWSER_BROWSER_H

#define BROWSER                                                                                               \
    "chromium --headless --no-sandbox --disable-gpu --no-first-run --disable-background-networking"           \
    " --disable-component-update --disable-sync --disable-extensions '--host-resolver-rules=MAP * ~NOTFOUND'" \
    " --allow-file-access-from-files --user-data-dir=\"$PWD/browser\" --enable-logging=stderr"

#define BROWSER_LIGHT "--blink-settings=preferredColorScheme=1"
#define BROWSER_DARK  "--blink-settings=preferredColorScheme=0"

/* The answer of a page of ours, from the file dom. */
#define BROWSER_ANSWER                                               \
    "sed -n 's/.*<pre id=\"answer\">\\(.*\\)<\\/pre>.*/\\1/p' dom |" \
    " sed 's/&lt;/</g; s/&gt;/>/g; s/&amp;/\\&/g'"

#endif
