package io.countersign.web.denial;

/** Where refusals are published; never waits and never fails. */
@FunctionalInterface
public interface DenialSink {
    void publish(AccessDenied denied);
}
