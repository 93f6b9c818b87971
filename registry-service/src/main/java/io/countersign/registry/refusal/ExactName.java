package io.countersign.registry.refusal;

import io.countersign.registry.refusal.Refused.Reason;

/** Confirmation C-2: what cannot be taken back is done by whoever names it exactly. */
public final class ExactName {
    private ExactName() {
    }

    /** @throws Refused when the names differ in anything, letter case included */
    public static void require(String name, String confirmed) {
        if (!name.equals(confirmed)) {
            throw Refused.because(Reason.NAME_MISMATCH, "The name in confirm is not the name of what this would end; nothing was changed.");
        }
    }
}
