#include "analyze/render/screen.h"

void
screen_begin(struct screen *screen, const struct render_format *format)
{
    render_init(&screen->render, format, stdout);
    screen->render.style = render_style_of_output(); /* which asks for the terminal's width */
    if (!format->headings)
        screen->render.style.null = NULL;
    screen->pager = pager_begin();
}

void
screen_end(struct screen *screen)
{
    render_free(&screen->render);
    pager_end(&screen->pager);
}
