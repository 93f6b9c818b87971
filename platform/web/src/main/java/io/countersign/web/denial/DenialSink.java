package io.countersign.web.denial;

/** Where refusals are told; never waits and never fails. */
@FunctionalInterface
public interface DenialSink {
    void publish(AccessDenied denied);
}
