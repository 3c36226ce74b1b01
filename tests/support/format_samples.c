#include "tests/support/format_samples.h"

const struct format_sample *
format_sample_at(size_t n)
{
    const struct format_sample *const lists[] = { common_samples, network_samples };

    for (size_t i = 0; i < sizeof(lists) / sizeof(lists[0]); i++)
        for (const struct format_sample *sample = lists[i]; sample->format; sample++, n--)
            if (n == 0)
                return sample;
    return NULL;
}

struct slice
format_sample_text(const struct format_sample *sample)
{
    return (struct slice){ sample->text, sample->len ? sample->len : strlen(sample->text) };
}
