#!/bin/sh
# standalone.sh waits for the JVM; only with this it passes SIGTERM on to it.
export LAUNCH_JBOSS_IN_BACKGROUND=true
# The health address is on the management port, and the probes come from outside of the pod.
exec "$JBOSS_HOME/bin/standalone.sh" -c "${SERVER_CONFIG:-standalone-microprofile.xml}" \
  -b 0.0.0.0 -bmanagement 0.0.0.0 "$@"
