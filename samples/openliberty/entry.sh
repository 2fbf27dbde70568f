#!/bin/sh
# Ends in exec java itself, so that the JVM takes the place of both shells.
exec server run defaultServer "$@"
