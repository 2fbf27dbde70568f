#!/bin/sh
# asadmin only says how it would start the JVM, which then takes the place of this shell.
# (The image's own script stays between, and answers SIGTERM with asadmin stop-domain.)
start=$(asadmin start-domain --verbose --dry-run \
  --prebootcommandfile "$CONFIG_DIR/pre-boot.asadmin" \
  --postbootcommandfile "$CONFIG_DIR/post-boot.asadmin" "$@") ||
  { echo "$start" >&2; exit 1; }
# It prints a line of text, then the command with one word a line, then an empty line; set -f keeps a star as it is.
set -f
exec $(echo "$start" | sed -n '2,/^$/p') <<END
AS_ADMIN_MASTERPASSWORD=${AS_ADMIN_MASTERPASSWORD:-changeit}
END
