package io.countersign.token.broken;

import org.springframework.stereotype.Component;

/** A rule that asks a collaborator. */
record AskingRules(Oracle oracle) {
    /** Who is asked. */
    @Component
    static class Oracle {
    }
}
