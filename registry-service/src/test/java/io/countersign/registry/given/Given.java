package io.countersign.registry.given;

import io.countersign.registry.authority.Authority;
import java.util.Set;

/** Ids and authorities that tests begin with. */
public final class Given {
    public static final String ACME = "org-acme";
    public static final String PROJECT = "prj-1";
    public static final Authority OWNER = Authority.overAllOf(ACME);
    public static final Authority ADMIN_OF_PROJECT = new Authority(ACME, false, Set.of(PROJECT));
    public static final Authority ADMIN_OF_ANOTHER_PROJECT = new Authority(ACME, false, Set.of("prj-2"));
    public static final Authority OWNER_OF_ANOTHER_ORGANIZATION = Authority.overAllOf("org-other");

    private Given() {
    }
}
