#include "collect/views/sweep.h"

#include "collect/base/clock.h"
#include "collect/base/limits.h"
#include "collect/views/handed_out.h"

/* Numbers in a piece, after which the clocks are checked: 0.1 s even if each system call takes 100 us. */
#define PIECE 1024U

/* Pieces of the low numbers, which come first. */
#define LOW_PIECES (HANDED_OUT_ALWAYS / PIECE)

static unsigned
count_pieces(unsigned end)
{
    return end / PIECE + (end % PIECE > 0);
}

/* Whether the budget lets the stage go on. */
static bool
has_budget(const struct sweep *s, enum sweep_stage stage)
{
    uint64_t time = (clock_monotonic() - s->began) / (NANOSECONDS / 1000000);
    uint32_t spent = atomic_load(&s->spent);

    if (s->thorough)
        return true;
    if (stage == SWEEP_ASK)
        return spent < LIMIT_SWEEP / 5 * 4 && time < LIMIT_SWEEP_TIME / 5 * 4;
    return spent < LIMIT_SWEEP && time < LIMIT_SWEEP_TIME;
}

/*
 * The piece that is taken at a turn; also the turn at which a piece is taken, since the mapping is its own inverse.
 * After the low pieces it reverses two runs: those up to the piece of the newest number, and those after it.
 */
static unsigned
swap_turn(const struct sweep *s, unsigned end, unsigned index)
{
    unsigned newest = (s->newest < end ? s->newest : end - 1) / PIECE;

    if (index < LOW_PIECES)
        return index;
    if (newest >= LOW_PIECES && index <= newest)
        return newest - (index - LOW_PIECES);
    return count_pieces(end) - 1 - (index - (newest < LOW_PIECES ? LOW_PIECES : newest + 1));
}

static struct piece
piece_at(unsigned index, unsigned end)
{
    unsigned first = index * PIECE;

    return (struct piece){ first, end - first < PIECE ? end : first + PIECE };
}

/* The numbers of a piece.  No task has the number 0. */
static struct piece
numbers_at(unsigned end, unsigned index)
{
    struct piece piece = piece_at(index, end);

    return index > 0 ? piece : (struct piece){ 1, piece.end };
}

bool
sweep_next_named(struct sweep *s, enum sweep_stage stage, struct piece *piece)
{
    unsigned count = (unsigned)s->named.count, turn = atomic_fetch_add(&s->named_taken[stage], 1);

    if (turn >= count_pieces(count))
        return false;
    *piece = piece_at(turn, count);
    return true;
}

bool
sweep_next(struct sweep *s, enum sweep_stage stage, struct piece *piece)
{
    unsigned end = s->end[stage], turn;

    if (!has_budget(s, stage))
        return false;
    turn = atomic_fetch_add(&s->taken[stage], 1);
    if (turn >= count_pieces(end))
        return false;
    *piece = numbers_at(end, swap_turn(s, end, turn));
    return true;
}

void
sweep_spend(struct sweep *s, uint64_t *mark)
{
    uint64_t spent = (clock_cpu() - *mark) / (NANOSECONDS / 1000000);

    atomic_fetch_add(&s->spent, (uint32_t)spent);
    *mark += spent * (NANOSECONDS / 1000000);
}

unsigned
sweep_left(const struct sweep *s, enum sweep_stage stage, struct bytes *out)
{
    unsigned end = s->end[stage], count = count_pieces(end), taken = atomic_load(&s->taken[stage]), left = 0;

    for (unsigned i = 0; i < count; i++) {
        struct piece run = numbers_at(end, i);

        if (swap_turn(s, end, i) < taken)
            continue;
        while (i + 1 < count && swap_turn(s, end, i + 1) >= taken)
            run.end = numbers_at(end, ++i).end;
        bytes_format(out, "%s%u to %u", left ? " and " : "", run.first, run.end - 1);
        left += run.end - run.first;
    }
    return left;
}
