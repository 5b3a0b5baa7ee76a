#!/bin/bash
# Is the service on this port of the container ready? Asked every ten seconds of each of fourteen containers: a Node for each question would keep a fifth
# of a core busy, and on a machine at its limit take longer to start than may be waited for.
exec 3<>"/dev/tcp/127.0.0.1/$1" || exit 1
printf 'GET /readyz HTTP/1.0\r\nHost: 127.0.0.1:%s\r\n\r\n' "$1" >&3
read -r -t 8 _ status _ <&3 && [ "$status" = 200 ]
