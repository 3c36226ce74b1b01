# Stillframe. Everything generated is below $(B); a new source file needs no change here.
#
#   make deps        packages and library sources (needs the network, and root when a package is missing)
#   make             $(B)/bin/collect (static, musl) and $(B)/bin/analyze
#   make check       build all, check the static binary and the documents, run every test; T='pattern*' narrows
#   make test        only run the tests, JOBS of them at a time; what each said is below $(B)/tests/logs
#   make san         the tests with address and undefined-behaviour sanitizers; make tsan: with the thread sanitizer
#   make check-browser   reports in a browser, which make deps-browser installs (400 MB)
#   make valgrind    the unit tests under valgrind; make coverage: what they reach, and what they must
#   make fuzz        each fuzz target for T seconds (60), with libFuzzer; make afl: with AFL++; FUZZ='format-*' narrows
#   make hostile     a small snapshot cut at every byte, and with every bit flipped; make check does a sample
#   make warnings    gcc and clang, -Werror; make tidy: clang-tidy, cppcheck, formatting; make format
#   make analyzers   gcc -fanalyzer and clang --analyze, which is what scan-build runs
#   make deb         packages for Debian, below $(B)/deb; make check-deb tries them in a fresh Debian, with what make deps-deb installs
#   make dist        $(B)/stillframe-VERSION.tar.gz, which builds without network; make check-dist builds it, and compares
#   make collect-all collect of ten architectures, with what make deps-cross fetches; make check-cross: each is tried under an emulator
#   make check-analyze-cross  the analyzer's unit tests on s390x and armhf, emulated, with what make deps-analyze-cross fetches
#   make check-boot  whole machines under their emulators, with Debian's kernels, which make deps-boot fetches; T='arm64 s390x' narrows
#   make collect-glibc, demo, bench, docs, completions, install, clean, distclean
#
# V=1 shows the commands, JOBS=1 runs one at a time.
# CFLAGS, CPPFLAGS, LDFLAGS and CC are the caller's: what the code needs is added to them, never replaced by them.

VERSION := 0.1.0

B ?= build
DEPS ?= build/deps
PREFIX ?= /usr/local
ZSH_ROOM ?= site-functions
CFLAGS ?= -O2 -g -D_FORTIFY_SOURCE=3
MUSL_CC ?= musl-gcc
JOBS ?= $(shell nproc)
V ?=

.DEFAULT_GOAL := all
.DELETE_ON_ERROR:
.SECONDARY:
.SUFFIXES:
ifeq ($(MAKELEVEL),0)
MAKEFLAGS += -j$(JOBS)
endif

ifneq ($(word 2,$(MAKECMDGOALS)),)

# `make deps check`, `make clean all`: several goals run one after the other, each of them parallel inside.
.NOTPARALLEL:
.PHONY: $(MAKECMDGOALS)
$(MAKECMDGOALS):
	@$(MAKE) --no-print-directory $@

else

# ---- sources

objects_of = $(patsubst %.c,$(B)/$(1)/%.o,$(sort $(2)))
no_main = $(filter-out %/main.o,$(1))

comma := ,

# Every file of that kind in a folder, its rooms, and theirs
files = $(wildcard $(2:%=$(1)/%) $(2:%=$(1)/*/%) $(2:%=$(1)/*/*/%))

COLLECT := $(call files,collect,*.c)
ANALYZE := $(call files,analyze,*.c)
SQL := $(wildcard schema/database/*.sql analyze/sql/*.sql)
QUESTIONS := $(sort $(wildcard analyze/questions/*.sql))
CHECKS := $(sort $(wildcard analyze/findings/checks/*.sql))
SUBJECTS := $(sort $(wildcard analyze/diff/subjects/*.sql))
SECTIONS := $(sort $(wildcard analyze/report/sections/*.sql))
PAGES := $(sort $(wildcard analyze/*/*.css analyze/*/*.js))
SUPPORT := $(wildcard tests/support/*.c)
TOOLS := $(wildcard tests/tools/*.c)
ANALYZE_TOOLS := $(wildcard tests/tools/analyze/*.c)
FUZZERS := $(wildcard tests/fuzz/*.c)
ENGINES := $(wildcard tests/fuzz/engines/*.c)
FUZZ_ARCHIVES := vendor-columns.tar denied-descriptors.tar unix-names.tar.zst tcp-short-rows.tar.gz
STANDIN := $(wildcard tests/standin/*.c)
SUITES := $(foreach s,collect analyze live,$(if $(call files,tests/$s,*.c),$s))
TESTS := $(foreach s,$(SUITES) browser,$(call files,tests/$s,*.c))
FIXTURES := $(if $(wildcard tests/tools/pack.c),$(patsubst fixtures/%/meta.json,$(B)/fixtures/%.tar.zst,$(wildcard fixtures/*/meta.json)))
HEADERS := $(foreach d,schema collect analyze tests,$(call files,$d,*.h))
MANUALS := $(wildcard docs/*.1)
COMPLETIONS := $(foreach p,collect analyze,$(B)/completions/bash/$p $(B)/completions/zsh/_$p $(B)/completions/fish/$p.fish)

# schema/database/hosts.sql becomes `const char sql_hosts[]`; a '-' in a name becomes '_'.  Those of questions, checks, subjects and
# sections have that before it.
sql_name = $(subst -,_,$(basename $(notdir $(1))))
SQL_NAMES := $(sort $(foreach f,$(SQL),$(call sql_name,$f)) $(foreach f,$(QUESTIONS),question_$(call sql_name,$f)) \
	$(foreach f,$(CHECKS),check_$(call sql_name,$f)) $(foreach f,$(SUBJECTS),subject_$(call sql_name,$f)) \
	$(foreach f,$(SECTIONS),section_$(call sql_name,$f)))
SQL_C := $(SQL_NAMES:%=$(B)/gen/sql_%.c)
# analyze/report/report.css becomes `const char page_report_css[]`, in the same header.
page_name = $(subst .,_,$(notdir $(1)))
PAGE_C := $(foreach f,$(PAGES),$(B)/gen/page_$(call page_name,$f).c)

MUSL_OBJ := $(call objects_of,musl,$(COLLECT))
GLIBC_OBJ := $(call objects_of,glibc,$(COLLECT))
COLLECT_OBJ := $(call objects_of,host,$(COLLECT))
ANALYZE_OBJ := $(call objects_of,host,$(ANALYZE)) $(SQL_C:.c=.o) $(PAGE_C:.c=.o) $(B)/gen/topics.o $(B)/gen/formats_digest.o
SUPPORT_OBJ := $(call objects_of,host,$(SUPPORT))
TEST_OBJ := $(call objects_of,host,$(TESTS))
TOOL_OBJ := $(call objects_of,host,$(TOOLS) $(ANALYZE_TOOLS) $(FUZZERS) $(ENGINES))
STANDIN_OBJ := $(call objects_of,host,$(STANDIN))
TOOL_BIN := $(patsubst tests/tools/%.c,$(B)/tests/%,$(TOOLS)) $(if $(STANDIN),$(B)/tests/standin)
ANALYZE_TOOL_BIN := $(patsubst tests/tools/analyze/%.c,$(B)/tests/%,$(ANALYZE_TOOLS))
REPLAY_BIN := $(FUZZERS:tests/fuzz/%.c=$(B)/tests/replay-%)
SUITE_BIN := $(SUITES:%=$(B)/tests/%)

# ---- flags

WARNINGS := -Wall -Wextra -Wpedantic -Wshadow -Wconversion -Wformat=2 -Wvla -Wundef -Wwrite-strings -Wpointer-arith \
	-Wstrict-prototypes -Wmissing-prototypes
LANGUAGE := -std=c11 -D_GNU_SOURCE -D_FILE_OFFSET_BITS=64 -DSTILLFRAME_VERSION='"$(VERSION)"' -I.
SANITIZE := $(if $(SAN),-fsanitize=$(SAN) -fno-sanitize-recover=all -fno-omit-frame-pointer)

# What gcc's -fhardened stands for (gcc 14), less what a libc has to help with: that is in CFLAGS and HOST_LDFLAGS.  musl has no fortified
# functions, and what is linked with it is not relocated, so there these are all.  A compiler may lack one.
has_option = $(if $(shell $(1) -Werror $(2) -c -x c -o /dev/null /dev/null 2>&1),,$(2))
HARDENING := $(foreach f,-fstack-protector-strong -fstack-clash-protection -fcf-protection -ftrivial-auto-var-init=zero,$(call has_option,$(CC),$f))
COMMON_CFLAGS = $(LANGUAGE) $(WARNINGS) $(HARDENING) -pthread $(CPPFLAGS) $(CFLAGS) -MMD -MP

# `make deps` must work before there is a pkg-config.
ifeq ($(filter deps deps-browser deps-deb deps-cross deps-analyze-cross deps-boot clean distclean,$(MAKECMDGOALS)),)
PACKAGES := libarchive sqlite3 libzstd zlib nettle libsodium libpcre2-8 libedit libseccomp
PKG_CFLAGS := $(patsubst -I%,-isystem %,$(shell pkg-config --cflags $(PACKAGES)))
PKG_LIBS := $(shell pkg-config --libs $(PACKAGES))
endif

HOST_CFLAGS = $(COMMON_CFLAGS) -I$(B)/gen $(PKG_CFLAGS) $(SANITIZE) -fPIE
HOST_LDFLAGS = -pthread -pie -Wl,-z,relro,-z,now -Wl,--as-needed $(SANITIZE) $(CFLAGS) $(LDFLAGS)

# The collector carries only the functions that it calls. -no-pie: musl-gcc knows no static-pie. No build ID, which would
# differ by the directory of the build: the same sources shall give the same bytes.
# Buffers of 32 KiB stand on the stack for each directory that is listed: to fill them with zeros costs 2.5 % of the CPU with 10,000 processes.
static_cflags = $(COMMON_CFLAGS) -ftrivial-auto-var-init=uninitialized -fno-pie -ffunction-sections -fdata-sections -isystem $(DEPS)/$(1)/include
static_ldflags = -static -no-pie -pthread -Wl,--gc-sections -Wl,-z,noexecstack,--build-id=none $(CFLAGS) $(LDFLAGS) -L$(DEPS)/$(1)/lib \
	$(if $(filter $(own_memcpy_in),$(1)),-Wl$(comma)--wrap=memcpy$(comma)--defsym=__wrap_memcpy=copy_bytes)
# In the place of musl's for x86_64: collect/base/copy.h says why, and why nowhere else.
own_memcpy_in := $(if $(filter x86_64-%,$(shell $(CC) -dumpmachine)),musl) cross/amd64
STATIC_LIBS := -larchive -lzstd -lz -lnettle -lsodium
MUSL_CFLAGS = $(call static_cflags,musl) -isystem $(DEPS)/musl/kernel
GLIBC_CFLAGS = $(call static_cflags,glibc)

# A line a step, or with V=1 the whole command
step = $(if $(V),,@echo "  $(1) $@";)

# ---- programs

.PHONY: all collect-glibc objects
all: $(if $(COLLECT),$(B)/bin/collect) $(if $(ANALYZE),$(B)/bin/analyze)
collect-glibc: $(B)/bin/collect-glibc
objects: $(ANALYZE_OBJ) $(COLLECT_OBJ) $(SUPPORT_OBJ) $(TEST_OBJ) $(TOOL_OBJ) $(STANDIN_OBJ) $(if $(MUSL_TOO),$(MUSL_OBJ))

host_link = $(call step,LINK)mkdir -p $(@D) && \
	$(CC) $(HOST_LDFLAGS) -o $@ $(filter %.o %.a,$^) $(1) $(PKG_LIBS) -lm
static_link = $(call step,LINK)$(1) $(call static_ldflags,$(2)) -o $@ $(filter %.o,$^) $(STATIC_LIBS)
static_strip = $(call step,STRIP)mkdir -p $(@D) && $(1)strip -s -R .comment -o $@ $<
compile = $(call step,CC)mkdir -p $(@D) && $(1) -c -o $@ $<

$(B)/bin/analyze: $(ANALYZE_OBJ) $(B)/gen/sources
	$(host_link)

ifdef SAN
$(B)/bin/collect: $(COLLECT_OBJ) $(B)/gen/sources
	$(host_link)
else
$(B)/bin/collect: $(B)/musl/collect.debug
	$(static_strip)
endif

$(B)/bin/collect-glibc: $(B)/glibc/collect.debug
	$(static_strip)

$(B)/host/%.o: %.c $(B)/gen/flags | $(B)/gen/sql.h
	$(call compile,$(CC) $(HOST_CFLAGS))

$(B)/gen/%.o: $(B)/gen/%.c $(B)/gen/flags
	$(call compile,$(CC) $(HOST_CFLAGS))

# ---- libraries of the static collector: built once, from what `make deps` fetched

# A static collector of its own: where below $(B) and $(DEPS), the compiler with its flags, that of the libraries, the system that these
# are for where it is not this one, and what must be there first.
LIBRARIES := libarchive libsodium libzstd nettle zlib
define static_rules
$(B)/$(1)/collect.debug: $(call objects_of,$(1),$(COLLECT)) $(LIBRARIES:%=$(DEPS)/$(1)/%.done) $(B)/gen/sources
	$$(call static_link,$(2),$(1))
$(B)/$(1)/%.o: %.c $(B)/gen/flags
	$$(call compile,$(2) $(3))
$(call objects_of,$(1),$(COLLECT)): | $(LIBRARIES:%=$(DEPS)/$(1)/%.done) $(6)
$(LIBRARIES:%=$(DEPS)/$(1)/%.done): $(DEPS)/$(1)/%.done: $(DEPS)/src/complete .ci/static-libs | $(7)
	+$$(call step,BUILD)$(if $(5),HOST=$(5) ).ci/static-libs $$* $(DEPS)/src/$$* $(DEPS)/$(1) $(4)
endef
$(eval $(call static_rules,musl,$(MUSL_CC),$$(MUSL_CFLAGS),$(MUSL_CC),,$(DEPS)/musl/kernel))
$(eval $(call static_rules,glibc,$(CC),$$(GLIBC_CFLAGS),gcc))

$(DEPS)/src/complete:
	@echo "The libraries' sources are missing: run 'make deps' first." >&2; exit 1

# musl brings no kernel headers; the rest of /usr/include is glibc's and must stay out of sight.
kernel_headers = @mkdir -p $@.$$$$ && ln -sfn $(1) $@.$$$$/ && { mv -T $@.$$$$ $@ 2>/dev/null || rm -r $@.$$$$; } && [ -d $@ ]
$(DEPS)/musl/kernel:
	$(call kernel_headers,/usr/include/linux /usr/include/asm-generic /usr/include/$$(gcc -print-multiarch)/asm)

ifneq ($(filter collect-all check-cross check-boot $(B)/bin/collect-%,$(MAKECMDGOALS)),)
include .ci/cross.mk .ci/boot.mk
endif

# ---- generated sources

.PHONY: FORCE
FORCE:

# Replace $@ only when its text changed, so that nothing that depends on it is built in vain.
update = @mkdir -p $(@D); $(1) >$@.new; if cmp -s $@.new $@; then rm $@.new; else mv $@.new $@; fi

$(B)/gen/flags: FORCE
	$(call update,echo '$(subst ','\'',$(CC) $(HOST_CFLAGS) $(MUSL_CC) $(MUSL_CFLAGS) $(HOST_LDFLAGS))')

# A removed file must be missed by the linker, too.
$(B)/gen/sources: FORCE
	$(call update,echo $(sort $(COLLECT) $(ANALYZE) $(SQL) $(QUESTIONS) $(CHECKS) $(SUBJECTS) $(SECTIONS) $(PAGES) $(SUPPORT) $(TESTS)) '$(subst ','\'',$(LDFLAGS))')

$(B)/gen/sql.h: FORCE
	$(call update,{ for n in $(SQL_NAMES); do echo "extern const char sql_$$n[];"; done; \
		for n in $(foreach f,$(PAGES),$(call page_name,$f)); do echo "extern const char page_$$n[];"; done; \
		echo '#define SQL_QUESTIONS(X) $(foreach f,$(QUESTIONS),X($(call sql_name,$f)))'; \
		echo '#define SQL_CHECKS(X) $(foreach f,$(CHECKS),X($(call sql_name,$f)))'; \
		echo '#define SQL_SUBJECTS(X) $(foreach f,$(SUBJECTS),X($(call sql_name,$f)))'; \
		echo '#define SQL_SECTIONS(X) $(foreach f,$(SECTIONS),X($(call sql_name,$f)))'; })

$(B)/gen/tests_%.c: FORCE
	$(call update,.ci/test-runner $* $(sort $(call files,tests/$*,*.c)))

# A question may be called as a table's script is, so its name here begins with question_.
define sql_rule
$(B)/gen/sql_$(1).c: $(2) .ci/embed
	$$(call step,EMBED)mkdir -p $$(@D) && .ci/embed sql_$(1) $$< >$$@
endef
$(foreach f,$(SQL),$(eval $(call sql_rule,$(call sql_name,$f),$f)))
$(foreach f,$(QUESTIONS),$(eval $(call sql_rule,question_$(call sql_name,$f),$f)))
$(foreach f,$(CHECKS),$(eval $(call sql_rule,check_$(call sql_name,$f),$f)))
$(foreach f,$(SUBJECTS),$(eval $(call sql_rule,subject_$(call sql_name,$f),$f)))
$(foreach f,$(SECTIONS),$(eval $(call sql_rule,section_$(call sql_name,$f),$f)))

define page_rule
$(B)/gen/page_$(1).c: $(2) .ci/embed
	$$(call step,EMBED)mkdir -p $$(@D) && .ci/embed page_$(1) $$< >$$@
endef
$(foreach f,$(PAGES),$(eval $(call page_rule,$(call page_name,$f),$f)))

# What analyze help has of the manual
$(B)/gen/topics.c: docs/analyze.1 .ci/topics
	$(call step,EMBED)mkdir -p $(@D) && .ci/topics $< >$@

# What the rows of a member follow from beside its bytes: 16 digits of the digest of the parsers' source.
FORMATS := $(sort $(call files,analyze/formats,*.[ch] *.def) $(call files,analyze/base,*.[ch]))
$(B)/gen/formats_digest.c: $(FORMATS)
	$(call step,EMBED)mkdir -p $(@D) && printf '#include "analyze/formats/registry.h"\nconst char formats_digest[] = "%.16s";\n' \
		"$$(cat $(FORMATS) | sha256sum)" >$@

# ---- tests

# An archive, so that each program takes only the support that it calls.
$(B)/tests/support.a: $(SUPPORT_OBJ) $(B)/gen/sources
	$(call step,AR)mkdir -p $(@D) && rm -f $@ && $(AR) rcs $@ $(SUPPORT_OBJ)

suite_objects = $(call objects_of,host,$(call files,tests/$(1),*.c)) $(B)/gen/tests_$(1).o $(B)/tests/support.a

$(B)/tests/collect: $(call suite_objects,collect) $(call no_main,$(COLLECT_OBJ)) $(B)/gen/sources
	$(call host_link,-lcmocka)
$(B)/tests/analyze: $(call suite_objects,analyze) $(call no_main,$(ANALYZE_OBJ)) $(B)/gen/sources
	$(call host_link,-lcmocka)
$(B)/tests/browser: $(call suite_objects,browser) $(call no_main,$(ANALYZE_OBJ)) $(B)/gen/sources
	$(call host_link,-lcmocka)
$(B)/tests/live: $(call suite_objects,live) $(B)/gen/sources
	$(call host_link,-lcmocka)

# analyze with some functions exchanged: what a parser that was taken over does, and a machine that lacks means to confine it.
$(B)/tests/standin: $(STANDIN_OBJ) $(ANALYZE_OBJ) $(B)/gen/sources
	$(call host_link,$(foreach f,format_by_name landlock_begin filter_begin rlimits_begin pinned_make,-Wl$(comma)--wrap=$f))

$(patsubst tests/tools/%.c,$(B)/tests/%,$(TOOLS)): $(B)/tests/%: $(B)/host/tests/tools/%.o $(call no_main,$(COLLECT_OBJ)) $(B)/tests/support.a $(B)/gen/sources
	$(host_link)
$(ANALYZE_TOOL_BIN): $(B)/tests/%: $(B)/host/tests/tools/analyze/%.o $(call no_main,$(ANALYZE_OBJ)) $(B)/tests/support.a $(B)/gen/sources
	$(call host_link,-lcmocka)

# find, since a fixture may hold any file name
$(B)/fixtures/%.tar.zst: $(B)/tests/pack FORCE
	@mkdir -p $(@D)
	@if [ ! -e $@ ] || [ -n "$$(find fixtures/$* $< -newer $@ -print -quit)" ]; then \
		echo "  PACK $@"; rm -f $@; $< fixtures/$* $@; fi

# Tests and scripts find what was built through these two.
environment = STILLFRAME_BUILD=$(abspath $(B)) STILLFRAME_BIN=$(abspath $(B)/bin)

# Those of live take longest.
run_tests = @$(environment) UBSAN_OPTIONS=print_stacktrace=1 .ci/run-tests $(JOBS) $(B)/tests/logs '$(or $(T),*)' \
	$(filter %/live,$(SUITE_BIN)) $(filter-out %/live,$(SUITE_BIN))

.PHONY: check-analyze-cross
check-analyze-cross: $(B)/bin/analyze $(FIXTURES)
	@MAKE='$(MAKE)' T='$(T)' .ci/check-analyze-cross $(B) $(DEPS)

.PHONY: check test check-browser fixtures san tsan coverage valgrind fuzz demo bench
fixtures: $(FIXTURES)

test: all fixtures completions $(SUITE_BIN) $(TOOL_BIN) $(ANALYZE_TOOL_BIN) $(if $(T),,fuzz-seeds $(REPLAY_BIN))
	$(if $(T),,@.ci/fuzz replay $(B) $(FUZZ_SEEDS))
	$(run_tests)

check: all fixtures completions $(SUITE_BIN) $(TOOL_BIN) $(ANALYZE_TOOL_BIN) $(if $(T),,fuzz-seeds $(REPLAY_BIN))
	$(if $(T),,@.ci/fuzz replay $(B) $(FUZZ_SEEDS))
	@.ci/check-layers $(B)
	@.ci/check-guards
	$(if $(COLLECT),@.ci/check-static $(B)/bin/collect $(B)/musl/collect.debug)
	@.ci/check-docs
	$(run_tests)

AXE := $(DEPS)/browser/node_modules/axe-core/axe.min.js
check-browser: all fixtures $(B)/tests/browser
	@command -v chromium >/dev/null && [ -e $(AXE) ] || \
		{ echo "There is no chromium or no axe-core here: run 'make deps-browser' first." >&2; exit 1; }
	@$(environment) STILLFRAME_AXE=$(abspath $(AXE)) $(B)/tests/browser $(if $(T),'$(T)') </dev/null

san:
	@$(MAKE) --no-print-directory B=$(B)/san SAN=address,undefined CC=gcc CFLAGS='-O1 -g' test
tsan:
	@$(MAKE) --no-print-directory B=$(B)/tsan SAN=thread CC=gcc CFLAGS='-O1 -g' test

# The unit tests: what they start, and what runs as a process of its own, is not looked at.  The compiler's own short cuts would be
# branches that no test can reach, so there are none.
coverage:
	@[ ! -d $(B)/coverage ] || find $(B)/coverage -name '*.gcda' -delete
	@$(MAKE) --no-print-directory B=$(B)/coverage CC=gcc CFLAGS='-O0 -g --coverage -fprofile-update=atomic' unit-tests
	@.ci/coverage $(B)/coverage .ci/unreached
# Not the programs themselves: collect is static, and valgrind needs the C library's own allocator.  Not tens of thousands of mutations,
# which take hours there; make san has them.  And nothing that is set to 0 by the compiler, which hides what nobody set.
valgrind:
	@$(MAKE) --no-print-directory B=$(B)/valgrind CC=gcc CFLAGS='-O1 -g' HARDENING= \
		UNDER='valgrind --quiet --error-exitcode=9 --leak-check=full --show-leak-kinds=definite --errors-for-leak-kinds=definite' \
		SKIP='*_survive*' unit-tests
.PHONY: unit-tests
unit-tests: $(B)/bin/analyze fixtures $(B)/tests/collect $(B)/tests/analyze
	@for t in collect analyze; do echo "== $$t"; \
		$(environment) $(UNDER) $(B)/tests/$$t '$(or $(T),*)' $(if $(SKIP),'$(SKIP)') </dev/null >$(B)/$$t.log 2>&1 || { grep -E '\[  FAILED|ERROR|LINE|^==' $(B)/$$t.log; exit 1; }; done

# Building is a line here, and the rest in a log.
demo:
	@mkdir -p $(B)/demo
	@echo "demo: building (log in $(B)/demo/build.log)"
	@$(MAKE) --no-print-directory all >$(B)/demo/build.log 2>&1 || { tail -n 20 $(B)/demo/build.log >&2; exit 1; }
	@$(environment) sh tests/demo.sh
bench: all $(TOOL_BIN) $(ANALYZE_TOOL_BIN)
	@$(environment) tests/bench/run $(BENCH)

# tests/fuzz/NAME.c defines LLVMFuzzerTestOneInput; tests/fuzz/corpus/TARGET/ holds what was found, and seeds that nothing makes.  More seeds
# are made below $(B)/fuzz, where what an engine finds grows, too.  One whose name begins with collect_ is of the collector.
FUZZ ?= *
FUZZ_ARCHIVES := vendor-columns.tar denied-descriptors.tar unix-names.tar.zst tcp-short-rows.tar.gz
FUZZ_SEEDS := $(B)/fuzz-seeds

.PHONY: fuzz-seeds fuzz-programs afl hostile
fuzz-seeds: $(B)/tests/fuzz_seeds $(B)/tests/pack
	@rm -rf $(FUZZ_SEEDS) && $(B)/tests/fuzz_seeds $(FUZZ_SEEDS) $(wildcard fixtures/*)
	@for t in $(FUZZ_ARCHIVES); do for target in archive load; do \
		$(B)/tests/pack fixtures/$${t%%.*} $(FUZZ_SEEDS)/$$target/$$t || exit 1; done; done

fuzz: fuzz-seeds
	@$(MAKE) --no-print-directory B=$(B)/fuzz SAN=address,undefined,fuzzer-no-link CC=clang CFLAGS='-O1 -g' fuzz-programs
	@.ci/fuzz libfuzzer $(B)/fuzz $(FUZZ_SEEDS) $(or $(T),60) $(JOBS) '$(FUZZ)'
afl: fuzz-seeds
	@$(MAKE) --no-print-directory B=$(B)/afl SAN=address,undefined CC=afl-clang-fast CFLAGS='-O1 -g' AFL=1 fuzz-programs $(B)/afl/afl_repair.so
	@.ci/fuzz afl $(B)/afl $(FUZZ_SEEDS) $(or $(T),60) $(JOBS) '$(FUZZ)'

fuzz-programs: $(FUZZERS:tests/fuzz/%.c=$(B)/tests/fuzz-%)

side_objects = $(call no_main,$(if $(filter collect_%,$(1)),$(COLLECT_OBJ),$(ANALYZE_OBJ)))
no_mutate = $(B)/host/tests/fuzz/engines/no_mutate.o
define fuzz_rules
$(B)/tests/fuzz-$(1): $(B)/host/tests/fuzz/$(1).o $(if $(AFL),$(no_mutate)) $(call side_objects,$(1)) $(B)/tests/support.a $(B)/gen/sources
	$$(call host_link,-fsanitize=fuzzer -lcmocka)
$(B)/tests/replay-$(1): $(B)/host/tests/fuzz/$(1).o $(B)/host/tests/fuzz/engines/replay.o $(no_mutate) $(call side_objects,$(1)) \
	$(B)/tests/support.a $(B)/gen/sources
	$$(call host_link,-lcmocka)
endef
$(foreach f,$(FUZZERS:tests/fuzz/%.c=%),$(eval $(call fuzz_rules,$f)))

REPAIR := tests/fuzz/engines/afl_repair.c tests/support/repair.c $(addprefix analyze/base/,buffer.c digest.c error.c scan.c)
$(B)/afl_repair.so: $(REPAIR)
	$(call step,CC)mkdir -p $(@D) && gcc $(LANGUAGE) -O2 -fPIC -shared -o $@ $^ -lnettle

# Parts that run side by side
hostile: $(B)/tests/hostile
	@for c in none gzip zstd; do for p in $$(seq 0 $$(($(JOBS) - 1))); do echo $$c $$p $(JOBS); done; done | \
		xargs -P $(JOBS) -L 1 $(B)/tests/hostile

# ---- care

.PHONY: warnings tidy format format-check docs install clean distclean
warnings:
	@$(MAKE) --no-print-directory B=$(B)/warnings/gcc CC=gcc CFLAGS='$(CFLAGS) -Werror' MUSL_TOO=1 objects
	@$(MAKE) --no-print-directory B=$(B)/warnings/clang CC=clang CFLAGS='$(CFLAGS) -Werror' objects

C_FILES := $(COLLECT) $(ANALYZE) $(SUPPORT) $(TESTS) $(TOOLS) $(ANALYZE_TOOLS) $(STANDIN) $(FUZZERS) $(ENGINES)

# The compilers' own analyzers, which take minutes.  What they are not asked:
#   gcc 12 takes the address of the first member of a structure for another pointer than that of the structure, so that every unit of
#   collect would be leaked by what makes it; scan-build, ASan and valgrind look for leaks, too.
#   Behind cmocka's assertions nothing is NULL, but its header does not say that they do not return.
ANALYZER_FLAGS := -fanalyzer -Wno-analyzer-malloc-leak
ANALYZER_FLAGS_TESTS := $(ANALYZER_FLAGS) $(patsubst %,-Wno-analyzer-%,null-dereference null-argument possible-null-argument \
	possible-null-dereference)
quietly = $(subst ','\'',$(LANGUAGE)) -I$(B)/gen $(PKG_CFLAGS)
each_file = printf '%s\n' $(1) | xargs -P$(JOBS) -n1 sh -c '$(2) "$$1" || { echo "$$1"; exit 255; }' sh
.PHONY: analyzers
analyzers: $(B)/gen/sql.h
	$(call each_file,$(COLLECT) $(ANALYZE),gcc $(quietly) -O2 -Werror $(ANALYZER_FLAGS) -c -o /dev/null)
	$(call each_file,$(filter-out $(COLLECT) $(ANALYZE),$(C_FILES)),gcc $(quietly) -O2 -Werror $(ANALYZER_FLAGS_TESTS) -c -o /dev/null)
	$(call each_file,$(C_FILES),clang $(quietly) -Werror --analyze -Xclang -analyzer-output=text -o /dev/null)

tidy: format-check $(B)/gen/sql.h
	@.ci/check-layers
	@.ci/check-guards
	shellcheck $(filter-out .ci/unreached .ci/valgrind.supp .ci/debian .ci/targets .ci/machines %.cfg %.mk,$(wildcard .ci/*)) $(wildcard tests/*.sh tests/bench/*)
	cppcheck --quiet -j$(shell nproc) --error-exitcode=1 --std=c11 --enable=warning,performance,portability \
		--inline-suppr --suppress=missingIncludeSystem --library=.ci/cppcheck.cfg $(filter -D% -I%,$(LANGUAGE)) -I$(B)/gen $(C_FILES)
	printf '%s\n' $(C_FILES) | xargs -P$(shell nproc) -n1 sh -c 'clang-tidy --quiet "$$1" -- \
		$(subst ','\'',$(LANGUAGE)) $(WARNINGS) -I$(B)/gen $(PKG_CFLAGS)' sh

format:
	clang-format -i $(C_FILES) $(HEADERS)
format-check:
	clang-format --dry-run -Werror $(C_FILES) $(HEADERS)

# The data dictionary, and the pictures of the documents, which are kept beside them: readers of a page draw nothing.
docs: $(B)/docs/database.md images
$(B)/docs/database.md: $(B)/bin/analyze
	$(call step,SCHEMA)mkdir -p $(@D) && $< schema --format markdown >$@

.PHONY: images
images: $(B)/bin/analyze $(B)/fixtures/seed-jenkins.tar.zst
	@.ci/images $(B)/bin/analyze $(B)/fixtures docs/images

# What shells complete. Names that no help lists are those of the files that the program is made of.
empty :=
listed = $(subst $(empty) $(empty),$(comma),$(strip $(1)))
.PHONY: completions
completions: $(COMPLETIONS)
define completion_rule
$(3): $(B)/bin/$(1) .ci/completions
	$$(call step,COMPLETE)mkdir -p $$(@D) && .ci/completions $(2) $$< query:@=$(call listed,$(basename $(notdir $(QUESTIONS)))) \
		findings:--explain=$(call listed,$(basename $(notdir $(CHECKS)))) \
		report:--section=$(call listed,$(shell echo $(basename $(notdir $(SECTIONS))) | sed 's/\<[0-9]*_//g')) >$$@
endef
$(foreach p,collect analyze,$(eval $(call completion_rule,$p,bash,$(B)/completions/bash/$p)) \
	$(eval $(call completion_rule,$p,zsh,$(B)/completions/zsh/_$p)) $(eval $(call completion_rule,$p,fish,$(B)/completions/fish/$p.fish)))

# As they are in the tree, so that their links lead to each other
DOCUMENTS := README.md $(wildcard docs/*.md docs/images/*) fixtures/seed-jenkins/README
SHARE = $(DESTDIR)$(PREFIX)/share
install: all $(B)/docs/database.md completions
	install -d $(DESTDIR)$(PREFIX)/bin $(SHARE)/man/man1 $(SHARE)/doc/stillframe $(SHARE)/bash-completion/completions \
		$(SHARE)/zsh/$(ZSH_ROOM) $(SHARE)/fish/vendor_completions.d
	install -m 755 $(B)/bin/collect $(B)/bin/analyze $(DESTDIR)$(PREFIX)/bin
	install -m 644 $(B)/docs/database.md $(SHARE)/doc/stillframe
	for f in $(DOCUMENTS); do install -D -m 644 $$f $(SHARE)/doc/stillframe/$$f || exit 1; done
	install -m 644 $(MANUALS) $(SHARE)/man/man1
	install -m 644 $(filter $(B)/completions/bash/%,$(COMPLETIONS)) $(SHARE)/bash-completion/completions
	install -m 644 $(filter $(B)/completions/zsh/%,$(COMPLETIONS)) $(SHARE)/zsh/$(ZSH_ROOM)
	install -m 644 $(filter $(B)/completions/fish/%,$(COMPLETIONS)) $(SHARE)/fish/vendor_completions.d

# ---- to give away

# What is installed as a package would, and packed; the packages are below $(B)/deb.
.PHONY: deb check-deb
deb: all $(B)/docs/database.md completions
	@rm -rf $(B)/deb.tree
	@$(MAKE) --no-print-directory install DESTDIR=$(abspath $(B)/deb.tree) PREFIX=/usr ZSH_ROOM=vendor-completions >/dev/null
	@.ci/deb make $(B)/deb.tree $(DEPS) $(B)/deb
	@rm -r $(B)/deb.tree
check-deb: deb
	@.ci/deb check $(B)/deb

DIST := $(B)/stillframe-$(VERSION).tar.gz
.PHONY: dist check-dist
dist:
	@mkdir -p $(B) && .ci/dist make $(VERSION) $(DEPS) $(DIST)

# Made twice, in case the clock or the disk gets into it; and whoever builds of it has the collector that we have.
check-dist: $(B)/bin/collect
	@mkdir -p $(B) && .ci/dist make $(VERSION) $(DEPS) $(DIST)
	@.ci/dist make $(VERSION) $(DEPS) $(B)/again.tar.gz && cmp $(DIST) $(B)/again.tar.gz && rm $(B)/again.tar.gz
	@.ci/dist check $(VERSION) $(DIST) $(B)/dist $(B)/bin/collect

# The fetched sources and their libraries stay, so that building again needs no network.
clean:
	@[ ! -d $(B) ] || find $(B) -mindepth 1 -maxdepth 1 ! -name deps -exec rm -rf {} +
distclean:
	rm -rf $(B) $(DEPS)

.PHONY: deps deps-browser deps-deb deps-cross deps-analyze-cross deps-boot
deps:
	@.ci/deps $(DEPS)
deps-browser:
	@.ci/deps $(DEPS) browser
deps-deb:
	@.ci/deps $(DEPS) deb
deps-cross:
	@.ci/deps $(DEPS) cross
deps-analyze-cross:
	@.ci/deps $(DEPS) analyze-cross

deps-boot:
	@.ci/deps $(DEPS) boot $(T)

-include $(patsubst %.o,%.d,$(MUSL_OBJ) $(GLIBC_OBJ) $(CROSS_OBJ) $(COLLECT_OBJ) $(ANALYZE_OBJ) $(SUPPORT_OBJ) $(TEST_OBJ) $(TOOL_OBJ) \
	$(STANDIN_OBJ) $(SUITES:%=$(B)/gen/tests_%.o) $(B)/gen/tests_browser.o)

endif
