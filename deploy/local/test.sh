# ./aibridge test: the official clients, everything that Maven runs, one line that says how it went.
# Sourced by ./aibridge, which has set root, home and JAVA_HOME.

clients="$root/deploy/local/src/test/clients"
without=0

skip() {
  without=$((without + 1))
  printf 'skipped: %s\n' "$*"
}

# Whether an installation is there and not older than the file that asks for it.
is_current() {
  [ -f "$1" ] && [ -z "$(find "$2" -newer "$1")" ]
}

set_up_python() {
  ! is_current "$home/python/stamp" "$clients/requirements.txt" || return 0
  command -v python3 >/dev/null || { skip "the Python client: there is no python3"; return; }
  printf 'setting up the Python client …\n'
  rm -rf "$home/python"
  if python3 -m venv "$home/python" >"$home/logs/python.log" 2>&1 &&
    "$home/python/bin/pip" install -q --disable-pip-version-check -r "$clients/requirements.txt" \
      >>"$home/logs/python.log" 2>&1; then
    touch "$home/python/stamp"
  else
    rm -rf "$home/python"
    skip "the Python client can't be installed, see $home/logs/python.log"
  fi
}

set_up_node() {
  ! is_current "$home/node/stamp" "$clients/package.json" || return 0
  command -v npm >/dev/null || { skip "the Node client: there is no npm"; return; }
  printf 'setting up the Node client …\n'
  rm -rf "$home/node"
  mkdir -p "$home/node"
  cp "$clients/package.json" "$home/node/"
  if (cd "$home/node" && npm install --no-audit --no-fund) >"$home/logs/node.log" 2>&1; then
    touch "$home/node/stamp"
  else
    rm -rf "$home/node"
    skip "the Node client can't be installed, see $home/logs/node.log"
  fi
}

# The browser that plays the newcomer: one that is there, else the system's package.
set_up_browser() {
  for candidate in "${CHROMIUM:-}" chromium chromium-browser google-chrome google-chrome-stable; do
    if [ -n "$candidate" ] && command -v "$candidate" >/dev/null; then
      AIBRIDGE_TEST_CHROMIUM=$(command -v "$candidate")
      return 0
    fi
  done
  [ "$(id -u)" -eq 0 ] && command -v apt-get >/dev/null ||
    { skip "the browser: there is no chromium; install one, or set CHROMIUM to it"; return; }
  printf 'installing chromium …\n'
  if { apt-get update && DEBIAN_FRONTEND=noninteractive apt-get install -y \
    --no-install-recommends chromium fonts-wqy-microhei; } >"$home/logs/chromium.log" 2>&1; then
    AIBRIDGE_TEST_CHROMIUM=$(command -v chromium)
  else
    skip "the browser: chromium can't be installed, see $home/logs/chromium.log"
  fi
}

# Chinese screenshots show boxes without a font that has the characters; nothing else needs it.
set_up_fonts() {
  command -v fc-list >/dev/null && [ -z "$(fc-list :lang=zh)" ] || return 0
  [ "$(id -u)" -eq 0 ] && command -v apt-get >/dev/null || return 0
  printf 'installing a Chinese font …\n'
  { apt-get update && apt-get install -y --no-install-recommends fonts-wqy-microhei; } \
    >"$home/logs/fonts.log" 2>&1 || printf 'no Chinese font; see %s\n' "$home/logs/fonts.log"
}

reports() {
  find "$root" -path '*/target/surefire-reports/TEST-*.xml' -not -path "$home/*"
}

# Sums one attribute over all reports' first elements, which may be broken over several lines.
sum() {
  reports | while IFS= read -r report; do
    { tr '\n' ' ' <"$report"; echo; } | grep -o '<testsuite [^>]*' | head -n 1 |
      sed -n "s/.* $1=\"\([0-9]*\)\".*/\1/p"
  done | awk '{ total += $1 } END { print total + 0 }'
}

mkdir -p "$home/logs"
chmod 711 "$home"
set_up_python
set_up_node
AIBRIDGE_TEST_CHROMIUM=
set_up_browser
[ -z "$AIBRIDGE_TEST_CHROMIUM" ] || set_up_fonts
fetch_keycloak
export AIBRIDGE_TEST_PYTHON="$home/python/bin/python" AIBRIDGE_TEST_NODE="$home/node"
export AIBRIDGE_TEST_CHROMIUM

reports | while IFS= read -r report; do rm -f "$report"; done
code=0
maven -B -ntp -T 1C --fail-at-end "$@" verify || code=$?

ran=$(sum tests)
failed=$(($(sum failures) + $(sum errors)))
skipped=$(sum skipped)
passed=$((ran - failed - skipped))
if [ "$code" -ne 0 ] && [ "$failed" -eq 0 ]; then
  printf 'Maven failed outside the tests: style or compilation\n'
  failed=1
fi
[ "$failed" -eq 0 ] || code=1
printf '%s passed, %s failed, %s skipped\n' "$passed" "$failed" "$((skipped + without))"
exit "$code"
