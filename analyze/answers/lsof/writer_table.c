/* The table of lsof, for people and for programs. */
#include "analyze/answers/lsof/columns.h"
#include "analyze/answers/lsof/writer.h"

static bool
is_shown(const struct output *output, const struct lsof_column *column)
{
    if (!answer_for_people(output->answer))
        return column->for_programs;
    return column->for_people && (!column->wanted || column->wanted(output));
}

/* The head stands above the first row: where nothing is found, lsof prints nothing. */
static int
begin_table(struct output *output, struct error *error)
{
    struct answer_column shown[LSOF_COLUMNS];
    size_t count = 0;

    for (size_t i = 0; i < LSOF_COLUMNS; i++)
        if (is_shown(output, &lsof_columns[i]))
            shown[count++] = lsof_columns[i].column;
    return answer_begin(output->answer, shown, count, error);
}

static int
begin(struct output *output, struct error *error)
{
    return answer_for_people(output->answer) ? 0 : begin_table(output, error);
}

static int
write_file(struct output *output, const struct lsof_process *process, const struct lsof_file *file, struct error *error)
{
    char spaces[LSOF_COLUMNS][LSOF_CELL];
    struct cell cells[LSOF_COLUMNS];
    size_t count = 0;

    if (!output->any && answer_for_people(output->answer) && begin_table(output, error))
        return -1;
    output->any = true;
    for (size_t i = 0; i < LSOF_COLUMNS; i++)
        if (is_shown(output, &lsof_columns[i])) {
            struct lsof_row row = { output, process, file, spaces[i] };

            cells[count++] = lsof_columns[i].cell(&row);
        }
    return answer_row(output->answer, cells, error);
}

static int
end(struct output *output, struct error *error)
{
    return output->any || !answer_for_people(output->answer) ? answer_end(output->answer, error) : 0;
}

const struct writer writer_table = { begin, write_file, end };
