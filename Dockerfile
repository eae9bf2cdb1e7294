# The program and its licences, nothing else: it needs neither files of a system
# nor a network. docker run --rm -v "$PWD:/w:ro" -w /w ghcr.io/iamlint/iamlint check
FROM scratch
ARG TARGETPLATFORM
COPY $TARGETPLATFORM/iamlint /iamlint
COPY LICENSE NOTICE /
USER 65534:65534
ENTRYPOINT ["/iamlint"]
