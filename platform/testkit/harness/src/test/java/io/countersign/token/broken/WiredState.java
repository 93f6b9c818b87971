package io.countersign.token.broken;

import org.springframework.context.ApplicationContext;

/** A rule that knows a framework. */
record WiredState(ApplicationContext context) {
}
