#include "collect/net/questions.h"

#include "collect/net/generic.h"

#include <string.h>

void
questions_free(struct questions *questions)
{
    numbers_free(&questions->interfaces);
    bytes_free(&questions->devices.names);
    bytes_free(&questions->places.list);
}

void
questions_add(struct questions *questions, const struct dump *dump, const struct bytes *content,
              const struct limits *limits)
{
    if (strcmp(dump->format, "rtnl_link") == 0) {
        /* Without memory, some are left out. */
        (void)generic_add_interfaces(&questions->interfaces, content->data, content->len);
        devices_add(&questions->devices, content->data, content->len, limits->hook_devices.most);
    } else if (strcmp(dump->format, "rtnl_qdisc") == 0) {
        filter_places_add(&questions->places, content->data, content->len, limits->filters.most);
    }
}

size_t
questions_count(const struct questions *questions, const struct dump *dump)
{
    if (dump_is_of_filters(dump))
        return filter_places_count(&questions->places);
    if (dump_is_by_device(dump))
        return devices_count(&questions->devices);
    return generic_is_by_interface(dump) ? questions->interfaces.count : 1;
}

const char *
questions_lack(const struct questions *questions, const struct dump *dump)
{
    if (questions_count(questions, dump) > 0)
        return NULL;
    if (dump_is_of_filters(dump))
        return "no queueing discipline is known that can have filters";
    return dump_is_by_device(dump) ? "no interface is known" : "no interface of that kind is known";
}

struct dump_options
questions_at(const struct questions *questions, const struct dump *dump, size_t index)
{
    struct dump_options options = { 0 };

    if (dump_is_of_filters(dump)) {
        struct filter_place place = filter_places_at(&questions->places, index);

        options.interface = place.interface;
        options.parent = place.parent;
    } else if (dump_is_by_device(dump)) {
        options.device = devices_at(&questions->devices, index);
    } else if (generic_is_by_interface(dump) && index < questions->interfaces.count) {
        options.interface = questions->interfaces.values[index];
    }
    return options;
}

void
questions_tell_left_out(const struct questions *questions, const struct dump *dump, struct attempt *a,
                        const struct limits *limits)
{
    if (dump_is_of_filters(dump) && questions->places.left_out)
        attempt_cut(a, "more places that can have filters than the limit", limits->filters);
    else if (dump_is_by_device(dump) && questions->devices.left_out)
        attempt_cut(a, "more interfaces than the limit", limits->hook_devices);
}
