/* Who took a snapshot: what `collect --sign` writes is what minisign accepts, and `analyze verify` accepts what minisign writes. */
#include "tests/support/test.h"

#include <string.h>

#include "tests/support/run.h"
#include "tests/support/scene.h"

#define GOOD "Signature and comment signature verified\n"

/* Wants the name of a key. */
#define REFUSED "collect -q --sign %s -o s.tar.zst"

/* The key NAME.key, with NAME.pub. */
static void
make_key(struct scene *scene, const char *name)
{
    sh_ok(scene, "minisign -G -W -s %s.key -p %s.pub", name, name);
}

static void
assert_verdict(struct scene *scene, int status, const char *archive, const char *want)
{
    struct result result = sh(scene, "analyze verify --public-key me.pub %s", archive);

    if (result.status != status || !strstr(result.out, want))
        fail_msg("want %d and \"%s\", have %d and \"%s%s\"", status, want, result.status, result.out, result.err);
}

TEST(signature_is_one_of_minisign)
{
    struct scene *scene = scene_begin();

    make_key(scene, "me");
    sh_usable(scene, "collect -q --sign me.key -o s.tar.zst");
    assert_non_null(strstr(sh_ok(scene, "minisign -V -p me.pub -m s.tar.zst"), GOOD));
    assert_verdict(scene, 0, "s.tar.zst", " file:s.tar.zst hashed\n");
    sh_ok(scene, "analyze verify --public-key $(tail -n 1 me.pub) s.tar.zst");
    assert_string_equal(sh_ok(scene, "stat -c %%a s.tar.zst.minisig; ls | grep -c partial || true"), "600\n0\n");
    scene_end(scene);
}

TEST(signature_by_minisign_is_verified)
{
    struct scene *scene = scene_begin();

    make_key(scene, "me");
    make_key(scene, "other");
    sh_usable(scene, "collect -q -o s.tar.zst");
    assert_verdict(scene, 1, "s.tar.zst", "s.tar.zst.minisig: No such file");
    sh_ok(scene, "minisign -S -s me.key -m s.tar.zst -t 'taken by me'");
    assert_verdict(scene, 0, "s.tar.zst", ", taken by me\n");
    sh_ok(scene, "sed -i 's/taken by me/taken by you/' s.tar.zst.minisig");
    assert_verdict(scene, 1, "s.tar.zst", "the signature does not fit");
    sh_ok(scene, "minisign -S -l -s me.key -m s.tar.zst");
    assert_verdict(scene, 1, "s.tar.zst", "old form");
    sh_ok(scene, "minisign -S -s other.key -m s.tar.zst");
    assert_verdict(scene, 1, "s.tar.zst",
                   scene_text(scene, "the signature is by the key %s",
                              sh_ok(scene, "head -n 1 other.pub | grep -o '[0-9A-F]*$'")));
    sh_ok(scene, "echo nonsense >s.tar.zst.minisig");
    assert_verdict(scene, 1, "s.tar.zst", "is no signature of minisign");
    scene_end(scene);
}

/* A whole snapshot whose every digest is right, put in the place of the one that was signed. */
TEST(signature_of_another_snapshot_does_not_fit)
{
    struct scene *scene = scene_begin();

    make_key(scene, "me");
    sh_usable(scene, "collect -q --sign me.key -o s.tar.zst");
    sh_usable(scene, "collect -q -o other.tar.zst");
    sh_ok(scene, "mv other.tar.zst s.tar.zst");
    assert_verdict(scene, 1, "s.tar.zst", ": the signature does not fit\n");
    scene_end(scene);
}

TEST(signature_is_made_each_round)
{
    struct scene *scene = scene_begin();

    make_key(scene, "me");
    sh_usable(scene, "collect -q --every 1 --count 2 -o d --sign /dev/stdin <me.key"); /* which can be read only once */
    assert_string_equal(sh_ok(scene, "for f in d/*.zst; do minisign -Q -V -p me.pub -m $f | grep -c timestamp; done"),
                        "1\n1\n");
    scene_end(scene);
}

TEST(signature_key_that_cannot_sign_is_refused)
{
    struct scene *scene = scene_begin();

    make_key(scene, "me");
    sh_ok(scene, "{ head -n 1 me.key; tail -n 1 me.key | base64 -d | { head -c 2; printf Sc; tail -c +3; } | base64 -w "
                 "0; } >secret.key");
    assert_non_null(strstr(sh_fails(scene, 2, REFUSED, "secret.key"), "is protected by a password"));
    sh_ok(scene, "{ head -n 1 me.key; tail -n 1 me.key | base64 -d | { head -c 70; printf '\\1\\2\\3'; tail -c +4; } | "
                 "base64 -w 0; } >bad.key");
    assert_non_null(strstr(sh_fails(scene, 2, REFUSED, "bad.key"), "bad.key is damaged"));
    assert_non_null(strstr(sh_fails(scene, 2, REFUSED, "me.pub"), "me.pub is no secret key"));
    assert_non_null(strstr(sh_fails(scene, 2, REFUSED, "none"), "cannot open none"));
    assert_non_null(strstr(sh_fails(scene, 2, "collect --sign me.key >s"), "so it wants -o"));
    sh_ok(scene, "touch s.tar.zst.minisig");
    assert_non_null(strstr(sh_fails(scene, 2, REFUSED, "me.key"), "s.tar.zst.minisig exists"));
    assert_string_equal(sh_ok(scene, "ls *.zst* s"), "s\ns.tar.zst.minisig\n");
    assert_non_null(
        strstr(sh_fails(scene, 2, "analyze verify --public-key me.pub - </dev/null"), "do not go together"));
    assert_non_null(strstr(sh_fails(scene, 2, "analyze verify --public-key me.key s"), "is no public key"));
    scene_end(scene);
}
