#!/bin/sh
# Run the collector that this machine can run, of those that lie beside this script: collect-amd64, collect-mips and so on.
#
# usage: collect-any.sh [OPTION]...    the options are those of collect
#
# The kernel's name of the machine does not say all.  mips is that of both byte orders; one of a 64-bit kernel may be there for 32-bit
# programs alone (setarch, some containers); and a 32-bit program may be all that there is to choose.  What does run here is the shell that
# reads this, so its ELF header has the last word.  It is /proc/PID/exe or, without that, /bin/sh; STILLFRAME_SHELL names another file.
#
# For shells that have little: nothing outside the shell is called but uname.  Text that is compared is never a word to be split.
set -u
LC_ALL=C # bytes, also where the shell knows UTF-8
export LC_ALL

die() {
    echo "collect-any: $*" >&2
    exit 2
}

# EI_CLASS and EI_DATA are the bytes behind "\177ELF".  No zero comes before them, which no variable can hold, and no newline.
bits='' order='' first=''
look() { # FILE
    [ -r "$1" ] || return 1
    first=''
    IFS= read -r first <"$1" 2>/dev/null || [ -n "$first" ] || return 1
    case $first in
    ?ELF"$one"*) bits=32 ;;
    ?ELF"$two"*) bits=64 ;;
    *) return 1 ;;
    esac
    case $first in
    ?ELF?"$one"*) order=little ;;
    ?ELF?"$two"*) order=big ;;
    *) return 1 ;;
    esac
}
one=$(printf '\001') two=$(printf '\002')
for file in "${STILLFRAME_SHELL:-}" "/proc/$$/exe" /bin/sh; do
    look "$file" && break
done

# Debian builds armhf for ARMv7 with VFPv3, which some ARMv7 processors lack.
has_vfp() {
    [ -r /proc/cpuinfo ] || return 1
    while read -r word rest; do
        case $word:" $rest " in
        Features:*" vfpv3"*) return 0 ;;
        esac
    done </proc/cpuinfo
    return 1
}

# Best first.  What a 64-bit kernel can run of 32 bits it need not have been built for, unless the shell is of that kind.
machine=$(uname -m)
case $machine in
x86_64 | amd64) names=amd64 && [ "$bits" != 32 ] || names="amd64 i386" ;;
i?86) names=i386 ;;
aarch64) names=arm64 && [ "$bits" != 32 ] || names="arm64 armhf armel" ;;
armv8*) names="armhf armel" && [ "$bits" != 64 ] || names=arm64 ;;
armv7*) names=armel && has_vfp && names="armhf armel" ;;
armv[56]*) names=armel ;;
mips*) case $order in little) names=mipsel ;; big) names=mips ;; *) names='' ;; esac ;;
ppc64le) names=ppc64el ;;
s390x) names=s390x ;;
riscv64) names=riscv64 ;;
*) names='' ;;
esac
[ -n "$names" ] || die "no collector for $machine (the shell has ${bits:-?} bits, byte order ${order:-unknown})"

case $0 in
*/*) here=${0%/*} ;;
*) here=. ;;
esac
for name in $names; do
    [ -x "$here/collect-$name" ] && exec "$here/collect-$name" "$@"
done
die "$machine wants collect-NAME ($names) in $here, as a program that may be run"
