#include "collect/process/process_stat.h"

#include "collect/base/text.h"

#include <string.h>

/* comm, the second field, may contain anything, so counting begins with field 3 after the last ')'. */
struct process_stat
process_stat_parse(const char *text, size_t len)
{
    struct process_stat stat = { 0 };
    const char *p = memrchr(text, ')', len);
    const char *open = p ? memchr(text, '(', (size_t)(p - text)) : NULL;
    struct text rest = { p ? p + 1 : text, p ? (size_t)(text + len - p) - 1 : 0 }, word;
    uint64_t value;

    if (open) {
        stat.comm = (size_t)(open + 1 - text);
        stat.comm_length = (size_t)(p - open - 1);
    }
    for (unsigned field = 3; field <= 22 && text_next_word(&rest, &word); field++) {
        if (field == 20 && text_decimal(word, UINT64_MAX, &value))
            stat.threads = value;
        if (field == 22 && text_decimal(word, UINT64_MAX, &value))
            stat.start_time = value;
    }
    return stat;
}
