package io.countersign.audit.ledger;

/** The names of the trees. */
public final class TreeNames {
    /** Facts of the installation itself. */
    public static final String PLATFORM = "platform";
    /** The log whose leaves are the heads of all other trees. */
    public static final String INSTALLATION = "installation";

    private TreeNames() {
    }

    public static String ofOrganization(String organizationId) {
        return "organization:" + organizationId;
    }
}
