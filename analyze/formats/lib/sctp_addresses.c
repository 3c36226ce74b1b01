#include "analyze/formats/lib/sctp_addresses.h"

void
scan_sctp_addresses(struct scan *s, struct slice *list, struct address *first)
{
    struct scan next = *s;
    struct address address;
    const char *start;
    bool primary;

    scan_space(&next);
    start = next.rest.ptr;
    for (;;) {
        address = (struct address){ 0 };
        primary = slice_begins(next.rest, "*");
        if (primary)
            scan_text(&next, "*");
        scan_address_text(&next, "address", &address);
        if (!scan_ok(&next))
            return;
        if (primary || first->ip_len == 0)
            *first = address;
        *list = (struct slice){ start, (size_t)(next.rest.ptr - start) };
        *s = next;
        scan_space(&next);
    }
}
