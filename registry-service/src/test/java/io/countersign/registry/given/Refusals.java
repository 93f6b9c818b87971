package io.countersign.registry.given;

import io.countersign.registry.refusal.Refused;
import io.countersign.registry.refusal.Refused.Reason;
import org.hamcrest.CustomTypeSafeMatcher;
import org.hamcrest.Matcher;

/** What a fixture expects when a rule says no. */
public final class Refusals {
    private Refusals() {
    }

    public static Matcher<Refused> refused(Reason reason) {
        return new CustomTypeSafeMatcher<>("refused because " + reason) {
            @Override
            protected boolean matchesSafely(Refused refused) {
                return refused.reason() == reason;
            }
        };
    }
}
