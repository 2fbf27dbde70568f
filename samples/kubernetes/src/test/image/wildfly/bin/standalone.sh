#!/bin/bash
# Stands in for WildFly's standalone.sh, and treats SIGTERM as that does.
if [ "$LAUNCH_JBOSS_IN_BACKGROUND" = true ]; then
  trap 'kill -TERM $jvm' TERM
  "$JAVA" io.lameduck.samples.kubernetes.StandInServer &
  jvm=$!
  # The first ends with the signal, the second with the JVM.
  wait $jvm
  wait $jvm
  exit 0
else
  "$JAVA" io.lameduck.samples.kubernetes.StandInServer
  exit $?
fi
