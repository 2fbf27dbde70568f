#!/bin/sh
java -XX:MaxRAMPercentage=70 -jar "$PAYARA_DIR/payara-micro.jar" --nocluster \
  --prebootcommandfile "$PAYARA_DIR/pre-boot.asadmin" --deploymentdir "$DEPLOY_DIR" "$@"
echo "ended: $?"
