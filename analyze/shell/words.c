#include "analyze/shell/words.h"

#include <stdlib.h>
#include <string.h>

#include "analyze/base/error.h"
#include "analyze/database/db.h"
#include "analyze/database/dictionary.h"

void
words_add(struct words *words, struct slice word)
{
    words->list = xrealloc(words->list, (words->count + 1) * sizeof(*words->list));
    words->list[words->count++] = xstrndup(word.ptr ? word.ptr : "", word.len);
}

void
words_free(struct words *words)
{
    for (size_t i = 0; i < words->count; i++)
        free(words->list[i]);
    free(words->list);
    *words = (struct words){ 0 };
}

static int
compare(const void *a, const void *b)
{
    return strcmp(*(char *const *)a, *(char *const *)b);
}

void
words_sort(struct words *words)
{
    size_t kept = 0;

    if (words->count > 0)
        qsort(words->list, words->count, sizeof(*words->list), compare);
    for (size_t i = 0; i < words->count; i++)
        if (kept > 0 && strcmp(words->list[kept - 1], words->list[i]) == 0)
            free(words->list[i]);
        else
            words->list[kept++] = words->list[i];
    words->count = kept;
}

static void
add_of_dictionary(struct words *words, enum dictionary_kind a, enum dictionary_kind b)
{
    struct dictionary_item item;

    for (const char *const *script = db_scripts; *script; script++) {
        struct dictionary dictionary = dictionary_of(*script);

        while ((item = dictionary_next(&dictionary)).kind != DICTIONARY_END)
            if (item.kind == a || item.kind == b)
                words_add(words, item.name);
    }
}

void
words_tables(struct words *words)
{
    add_of_dictionary(words, DICTIONARY_TABLE, DICTIONARY_VIEW);
}

void
words_columns(struct words *words)
{
    add_of_dictionary(words, DICTIONARY_COLUMN, DICTIONARY_COLUMN);
}
