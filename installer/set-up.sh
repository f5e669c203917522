# shellcheck shell=bash
# What ./run and ./check share: everything the program needs, put in place once, in .venv/.
#
#   set_up runtime|development NEEDED…     NEEDED: python window tests
#
# With all in place it asks neither apt nor the network: .venv/depter-stamp tells which list of
# requirements is installed, and system libraries are looked up in the loader's own cache.

house="$(cd -- "$(dirname -- "${BASH_SOURCE[0]}")/.." && pwd)"
venv="$house/.venv"
python="$venv/bin/python"

# soname and the Debian package that brings it
window_libraries="
libEGL.so.1 libegl1
libGL.so.1 libgl1
libxkbcommon.so.0 libxkbcommon0
libdbus-1.so.3 libdbus-1-3
libfontconfig.so.1 libfontconfig1
libglib-2.0.so.0 libglib2.0-0
libxcb-cursor.so.0 libxcb-cursor0
libxcb-icccm.so.4 libxcb-icccm4
libxcb-keysyms.so.1 libxcb-keysyms1
libxcb-image.so.0 libxcb-image0
libxcb-render-util.so.0 libxcb-render-util0
libxcb-shape.so.0 libxcb-shape0
libxcb-xinerama.so.0 libxcb-xinerama0
libxcb-xkb.so.1 libxcb-xkb1
libxcb-randr.so.0 libxcb-randr0
libxkbcommon-x11.so.0 libxkbcommon-x11-0
"

# asked for only where there is no X screen, nor XWayland
wayland_libraries="
libwayland-cursor.so.0 libwayland-cursor0
libwayland-egl.so.1 libwayland-egl1
"

# command and the Debian package that brings it
test_commands="
Xvfb xvfb
xauth xauth
xdotool xdotool
openbox openbox
pdftotext poppler-utils
qpdf qpdf
"

# program and the Debian package that brings it: real servers for the tests of carriers
test_servers="
/usr/sbin/apache2 apache2-bin
/usr/bin/htpasswd apache2-utils
/usr/sbin/nginx nginx
/usr/lib/nginx/modules/ngx_http_dav_ext_module.so libnginx-mod-http-dav-ext
/usr/sbin/sshd openssh-server
/usr/bin/ssh-keygen openssh-client
"

say() { printf '%s\n' "$*" >&2; }
give_up() { printf '%s\n' "$@" >&2; exit 1; }

set_up() {
    local list="$1"
    shift
    speak_utf8
    bring_system_packages "$@"
    if ! is_installed "$list"; then
        install_requirements "$list"
    fi
    compile_catalogues
}

# Qt and Python both misread Cyrillic where the system's locale is not UTF-8 (a bare Debian's is not).
speak_utf8() {
    case "$(locale charmap 2>/dev/null)" in
    UTF-8) ;;
    *) export LC_ALL=C.UTF-8 ;;
    esac
}

# --- system packages --------------------------------------------------------------------------

bring_system_packages() {
    local missing said
    missing="$(missing_packages "$@")"
    [ -n "$missing" ] || return 0
    if ! command -v apt-get >/dev/null; then
        give_up "Missing on this computer (by their Debian names):$missing"
    fi
    if [ "$(id -u)" != 0 ]; then
        give_up "Missing on this computer; run this once, then try again: sudo apt-get install -y --no-install-recommends$missing"
    fi
    say "Installing from Debian:$missing"
    # shellcheck disable=SC2086  # a list of words is meant
    said="$(apt_get update && apt_get install --no-install-recommends $missing)" ||
        give_up "$said" "Could not install from Debian:$missing"
}

# Only where root installs and systemd would not start them for the whole computer. Without them
# (or when they cannot be had) their tests are skipped and say so.
bring_servers() {
    local missing="" program package said
    [ "$(uname -s)" = Linux ] && [ "$(id -u)" = 0 ] && [ ! -d /run/systemd/system ] || return 0
    command -v apt-get >/dev/null || return 0
    while read -r program package; do
        [ -z "$program" ] || [ -e "$program" ] || missing+=" $package"
    done <<<"$test_servers"
    [ -n "$missing" ] || return 0
    say "Installing from Debian, for tests:$missing"
    # shellcheck disable=SC2086  # a list of words is meant
    said="$(apt_get update && apt_get install --no-install-recommends $missing)" ||
        say "$said" "Left out, and their tests with them:$missing"
}

apt_get() {
    DEBIAN_FRONTEND=noninteractive apt-get -qq -y -o Dpkg::Use-Pty=0 "$@" 2>&1 </dev/null
}

# The Debian packages that would bring what is not there, each preceded by a space.
missing_packages() {
    local needed
    for needed in "$@"; do
        case "$needed" in
        python) [ -x "$python" ] || base_python >/dev/null || printf ' python3 python3-venv' ;;
        window) [ "$(uname -s)" != Linux ] || missing_libraries ;;
        tests) [ "$(uname -s)" != Linux ] || missing_commands ;;
        esac
    done
}

missing_libraries() {
    local known soname package wanted="$window_libraries"
    if [ -n "${WAYLAND_DISPLAY:-}" ] && [ -z "${DISPLAY:-}" ]; then wanted+="$wayland_libraries"; fi
    known="$(PATH="$PATH:/sbin:/usr/sbin" ldconfig -p 2>/dev/null)" || return 0
    while read -r soname package; do
        [ -z "$soname" ] || grep -qF "$soname " <<<"$known" || printf ' %s' "$package"
    done <<<"$wanted"
}

missing_commands() {
    local command package
    while read -r command package; do
        [ -z "$command" ] || command -v "$command" >/dev/null || printf ' %s' "$package"
    done <<<"$test_commands"
}

# The first Python on this computer that is new enough and can make an environment.
base_python() {
    local candidate
    for candidate in "${DEPTER_PYTHON:-}" python3 python3.11 python3.12 python3.13 python3.14; do
        [ -n "$candidate" ] && command -v "$candidate" >/dev/null || continue
        if "$candidate" -c 'import sys, venv, ensurepip; sys.exit(sys.version_info < (3, 11))' \
            2>/dev/null; then
            printf '%s' "$candidate"
            return 0
        fi
    done
    return 1
}

# --- Python packages --------------------------------------------------------------------------

stamp_of() { # LIST: its name, the hash of its pinned requirements, and the Python they serve
    printf '%s %s %s' "$1" "$(hash_of "$house/requirements/$1.txt")" "$(readlink -f "$python")"
}

hash_of() {
    if command -v sha256sum >/dev/null; then
        sha256sum <"$1" | cut -d' ' -f1
    else
        shasum -a 256 <"$1" | cut -d' ' -f1
    fi
}

# The development list holds the whole runtime list, so either serves the program.
is_installed() {
    local found
    found="$(cat "$venv/depter-stamp" 2>/dev/null)" || return 1
    [ -x "$python" ] || return 1
    [ "$found" = "$(stamp_of development)" ] && return 0
    [ "$1" = runtime ] && [ "$found" = "$(stamp_of runtime)" ]
}

install_requirements() {
    local list="$1"
    exec 9<"$house"
    if command -v flock >/dev/null; then flock 9; fi
    if is_installed "$list"; then exec 9<&-; return 0; fi
    # an environment made for development stays one
    case "$(cat "$venv/depter-stamp" 2>/dev/null)" in development*) list=development ;; esac
    say "Setting up .venv ($list), once…"
    rm -f "$venv/depter-stamp"
    make_environment
    share_index_settings
    "$venv/set-up/bin/uv" pip sync --quiet --python "$python" --require-hashes \
        "$house/requirements/$list.txt" </dev/null ||
        give_up "The packages of requirements/$list.txt could not be installed (see above)."
    stamp_of "$list" >"$venv/depter-stamp"
    exec 9<&-
}

# .venv with a pip of its own, and uv beside its packages, where no sync takes it away.
make_environment() {
    local base
    if ! "$python" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null; then
        base="$(base_python)" || give_up "Python 3.11 or newer is needed, with its venv module."
        "$base" -m venv --clear "$venv" || give_up "No environment could be made in $venv."
    fi
    "$python" -m pip --version >/dev/null 2>&1 || "$python" -m ensurepip >/dev/null ||
        give_up "No pip could be put into $venv."
    "$python" -m pip install --quiet --disable-pip-version-check --no-warn-script-location \
        --require-hashes --upgrade --target "$venv/set-up" \
        -r "$house/requirements/set-up.txt" </dev/null ||
        give_up "uv could not be installed from the package index (see above)."
}

# uv does not read pip's settings: where pip was told which index to ask, uv is told the same.
share_index_settings() {
    local settings
    settings="$("$python" -m pip config list 2>/dev/null)" || settings=""
    share UV_DEFAULT_INDEX "$(pip_setting index-url)"
    share UV_INDEX "$(pip_setting extra-index-url)"
    share UV_FIND_LINKS "$(pip_setting find-links | tr ' ' ',')"
    share UV_INSECURE_HOST "$(pip_setting trusted-host)"
    share SSL_CERT_FILE "$(pip_setting cert)"
    # every index may be asked for every package: the hashes decide what is let in
    share UV_INDEX_STRATEGY unsafe-best-match
    if [ -r /etc/ssl/certs/ca-certificates.crt ]; then
        share SSL_CERT_FILE /etc/ssl/certs/ca-certificates.crt
    fi
}

# A setting of pip's from its environment or its files, the environment first, on one line.
pip_setting() {
    local where
    for where in ':env:' install global; do
        sed -n "s/^$where\.$1='\(.*\)'\$/\1/p" <<<"$settings" | sed 's/\\n/ /g' | grep . && return 0
    done
    return 0
}

share() { # NAME VALUE: unless the user has set it, or there is nothing to tell
    if [ -n "$2" ] && [ -z "${!1:-}" ]; then export "$1=$2"; fi
}

# --- texts ------------------------------------------------------------------------------------

# Programs read the compiled catalogues; compile again where a translation is newer.
compile_catalogues() {
    local catalogue
    [ -f "$house/app/language/catalogues.py" ] || return 0
    for catalogue in "$house"/resources/locale/*/LC_MESSAGES/*.po; do
        [ -f "$catalogue" ] || continue
        if [ ! -f "${catalogue%.po}.mo" ] || [ "$catalogue" -nt "${catalogue%.po}.mo" ]; then
            in_house "$python" -P -m app.language.catalogues compile >/dev/null ||
                give_up "The catalogues in resources/locale could not be compiled."
            return 0
        fi
    done
}

# Runs a command that finds app/ wherever the user stands.
in_house() { PYTHONPATH="$house" "$@"; }
