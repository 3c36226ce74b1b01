# Included by the Makefile for what is built for other architectures: `make collect-all`, `make check-cross`.  Each line of .ci/targets is a
# collector of its own by the Makefile's static_rules, with a musl that is built of Debian's source: Debian has none for some of them.
# What is of this machine's architecture is the collector that `make` builds.

NATIVE := $(shell dpkg --print-architecture)
TARGETS := $(shell sed '/^\#/d; s/ /|/g' .ci/targets)
ARCHITECTURES := $(foreach t,$(TARGETS),$(word 1,$(subst |, ,$t)))
CROSS := $(filter-out $(NATIVE),$(ARCHITECTURES))
CROSS_OBJ := $(foreach a,$(CROSS),$(call objects_of,cross/$a,$(COLLECT)))
$(CROSS_OBJ): .ci/targets .ci/cross.mk
COLLECTORS := $(ARCHITECTURES:%=$(B)/bin/collect-%)

# Only x86 has the instructions of -fcf-protection.  -Os, since where these run there is little room.
cross_cflags = $(if $(filter amd64 i386,$(1)),$(2),$(filter-out -fcf-protection,$(2))) -isystem $(DEPS)/cross/$(1)/kernel -Os

# Debian's name, that of the compiler, and what else that is told
define cross_rules
$(call static_rules,cross/$(1),$(strip $(DEPS)/cross/$(1)/bin/musl-gcc $(3)),$$(call cross_cflags,$(1),$$(call static_cflags,cross/$(1))),$\
$(strip $(abspath $(DEPS))/cross/$(1)/bin/musl-gcc $(3)),$(2),$(DEPS)/cross/$(1)/kernel,$(DEPS)/cross/$(1)/musl.done)

$(DEPS)/cross/$(1)/musl.done: $(DEPS)/cross/src/complete .ci/static-libs
	+$$(call step,BUILD)HOST=$(2) .ci/static-libs musl $(DEPS)/cross/src/musl $(DEPS)/cross/$(1) $(strip $(2)-gcc $(3))
$(DEPS)/cross/$(1)/kernel:
	$$(call kernel_headers,$(foreach d,linux asm-generic asm,/usr/$(2)/include/$d))
$(B)/bin/collect-$(1): $(B)/cross/$(1)/collect.debug
	$$(call static_strip,$(2)-)
endef
$(foreach t,$(TARGETS),$(if $(filter $(NATIVE)|%,$t),,$(eval \
	$(call cross_rules,$(word 1,$(subst |, ,$t)),$(word 2,$(subst |, ,$t)),$(wordlist 4,9,$(subst |, ,$t))))))

$(DEPS)/cross/src/complete:
	@echo "The source of musl is missing: run 'make deps-cross' first." >&2; exit 1

$(B)/bin/collect-$(NATIVE): $(B)/bin/collect
	@cp $< $@

$(B)/bin/collect-any.sh: .ci/collect-any.sh
	@mkdir -p $(@D) && cp $< $@

.PHONY: collect-all check-cross
collect-all: $(B)/bin/SHA256SUMS
	@$(foreach a,$(ARCHITECTURES),.ci/check-static $(B)/bin/collect-$a $(B)/$(if $(filter $a,$(NATIVE)),musl,cross/$a)/collect.debug &&) :
$(B)/bin/SHA256SUMS: $(COLLECTORS) $(B)/bin/collect-any.sh
	@cd $(B)/bin && sha256sum $(notdir $^) >SHA256SUMS.new && mv SHA256SUMS.new SHA256SUMS
check-cross: collect-all $(B)/bin/analyze
	@.ci/check-cross $(B)
