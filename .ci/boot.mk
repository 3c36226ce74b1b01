# Included by the Makefile, behind .ci/cross.mk, for `make check-boot`.

# What runs in the machines of check-boot beside collect: static, and for old kernels, too.  musl's ioctl() takes an int, and a request of
# MIPS and powerpc can be more than that.
HOLDER := tests/tools/holder.c $(wildcard tests/support/actions*.c) tests/support/sockets.c
guest_link = $(call step,CC)mkdir -p $(@D) && $(1) $(LANGUAGE) -Wall -Wextra -Wno-overflow -isystem $(2) -Os -static -no-pie -pthread -o $@ $(filter %.c,$^)
# Debian's name, the compiler, the kernel's headers, and what must be there first
define guest_rules
$(B)/boot/holder-$(1): $(HOLDER)
$(B)/boot/measure-$(1): tests/tools/measure.c
$(B)/boot/holder-$(1) $(B)/boot/measure-$(1): $(wildcard tests/support/*.h) | $(4)
	$$(call guest_link,$(2),$(3))
endef
$(eval $(call guest_rules,$(NATIVE),$(MUSL_CC),$(DEPS)/musl/kernel,$(DEPS)/musl/kernel))
$(foreach t,$(TARGETS),$(if $(filter $(NATIVE)|%,$t),,$(foreach a,$(word 1,$(subst |, ,$t)),$(eval \
	$(call guest_rules,$a,$(DEPS)/cross/$a/bin/musl-gcc $(wordlist 4,9,$(subst |, ,$t)),$(DEPS)/cross/$a/kernel,$\
	$(DEPS)/cross/$a/musl.done $(DEPS)/cross/$a/kernel)))))

# Machines of .ci/machines, or those that T names
MACHINES := $(or $(T),$(shell sed '/^\#/d; / - /d; s/ .*//' .ci/machines))
MACHINE_ARCHITECTURES = $(sort $(foreach m,$(MACHINES),$(shell sed -n 's/^$m \([^ ]*\) .*/\1/p' .ci/machines)))
.PHONY: check-boot
check-boot: $(foreach a,$(MACHINE_ARCHITECTURES),$(B)/bin/collect-$a $(B)/boot/holder-$a $(B)/boot/measure-$a) $(B)/bin/collect-any.sh $(B)/bin/analyze
	@.ci/check-boot $(B) $(DEPS) $(MACHINES)
