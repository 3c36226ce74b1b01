/*
 * Writes the samples of the formats as seeds of tests/fuzz/formats.c: a file each, whose first line names format and file.
 *
 * usage: format_seeds DIRECTORY
 */
#include <err.h>
#include <stdio.h>

#include "tests/support/format_samples.h"

int
main(int argc, char **argv)
{
    const struct format_sample *sample;

    if (argc != 2)
        errx(2, "usage: format_seeds DIRECTORY");
    for (size_t n = 0; (sample = format_sample_at(n)); n++) {
        struct slice text = format_sample_text(sample);
        char path[4096];
        FILE *file;

        snprintf(path, sizeof(path), "%s/%03zu-%s", argv[1], n, sample->format);
        file = fopen(path, "w");
        if (!file)
            err(1, "%s", path);
        if (fprintf(file, "%s %s\n", sample->format, sample->file) < 0 ||
            fwrite(text.ptr, 1, text.len, file) != text.len || fclose(file) != 0)
            err(1, "%s", path);
    }
    return 0;
}
