package io.countersign.testkit;

import java.util.List;

/**
 * Somebody in the realm {@code countersign} of our own Keycloak: a member of the organization {@code acme}, or the platform's operator.
 *
 * @param id Keycloak's user id, the same in every realm that is imported
 * @param roles what the person is meant to be; roles are facts of the registry
 */
public record Person(String username, String password, String id, List<String> roles) {

    public static final Person OWNER = person("owner", 1, "owner");
    public static final Person PROJECT_ADMIN = person("project-admin", 2, "project-admin", "member");
    public static final Person FIRST_MEMBER = person("member-one", 3, "member");
    public static final Person SECOND_MEMBER = person("member-two", 4, "member");
    public static final Person AUDITOR = person("auditor", 5, "auditor");

    public static final Person OPERATOR = person("operator", 6, "operator");

    public static List<Person> all() {
        return List.of(OWNER, PROJECT_ADMIN, FIRST_MEMBER, SECOND_MEMBER, AUDITOR, OPERATOR);
    }

    private static Person person(String username, int number, String... roles) {
        return new Person(username, username + "-local", "6f1b2f6e-0c51-4d0a-9a5e-00000000000" + number, List.of(roles));
    }
}
