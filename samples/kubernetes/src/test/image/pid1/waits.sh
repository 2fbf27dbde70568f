#!/bin/sh
java -jar server.jar
echo "ended: $?"
