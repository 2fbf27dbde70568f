#!/bin/sh
trap 'kill -TERM $pid' TERM
java -jar server.jar
