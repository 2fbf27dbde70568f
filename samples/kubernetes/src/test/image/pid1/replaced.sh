#!/bin/sh
exec java -jar server.jar
