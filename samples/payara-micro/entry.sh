#!/bin/sh
# The JVM takes the place of this shell, and its process id.
exec java -XX:MaxRAMPercentage=70 -jar "$PAYARA_DIR/payara-micro.jar" --nocluster \
  --prebootcommandfile "$PAYARA_DIR/pre-boot.asadmin" --deploymentdir "$DEPLOY_DIR" "$@"
