package io.countersign.token.naming;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Something that the registry gave a name in an organization. */
public interface Named {
    /** Absent where the registry did not say. */
    @Nullable
    String organizationId();

    String name();

    /** Whether this text is a part of what it is called, whatever the case of the letters. */
    default boolean mentions(String lowerCase) {
        return name().toLowerCase(Locale.ROOT).contains(lowerCase);
    }
}
