#include "collect/signing.h"

#include "collect/base/clock.h"

#include <errno.h>
#include <string.h>
#include <unistd.h>

int
signing_open(struct signing *signing, const struct options *options, struct error *error)
{
    *signing = (struct signing){ .options = options, .output = { .fd = -1 } };
    if (!options->key)
        return 0;
    bytes_format(&signing->path, "%s%s", options->output, SIGNATURE_SUFFIX);
    (void)bytes_string(&signing->path);
    if (signing->path.failed)
        return error_set(error, "out of memory");
    return output_open(&signing->output, signing->path.data, error);
}

static int
write_all(int fd, const struct bytes *text, struct error *error)
{
    for (size_t done = 0; done < text->len;) {
        ssize_t count = write(fd, text->data + done, text->len - done);

        if (count < 0 && errno == EINTR)
            continue;
        if (count <= 0)
            return error_errno(error, count < 0 ? errno : EIO, "cannot write");
        done += (size_t)count;
    }
    return 0;
}

int
signing_commit(struct signing *signing, const struct summary *summary, struct error *error)
{
    const struct options *options = signing->options;
    struct bytes text = { 0 };
    const char *slash;
    int rc;

    if (!options->key)
        return 0;
    slash = strrchr(options->output, '/');
    signature_text(&text, options->key, summary->to_sign, slash ? slash + 1 : options->output,
                   clock_realtime() / NANOSECONDS);
    rc = text.failed ? error_set(error, "out of memory") : write_all(signing->output.fd, &text, error);
    if (rc == 0)
        rc = output_commit(&signing->output, error);
    bytes_free(&text);
    if (rc != 0)
        bytes_format(&error->text, " (%s): the snapshot is usable, but not signed", signing->path.data);
    return rc;
}

void
signing_close(struct signing *signing)
{
    output_close(&signing->output, false);
    bytes_free(&signing->path);
}
