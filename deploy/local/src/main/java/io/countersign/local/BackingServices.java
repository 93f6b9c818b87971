package io.countersign.local;

import io.countersign.testkit.MongoPart;
import io.countersign.testkit.KeycloakPart;
import io.countersign.testkit.Person;
import java.net.URI;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.IntStream;

/**
 * Where the parts that Countersign stands on are reached.
 *
 * @param mongodb connection string; its database name, if any, gives way to one per service
 * @param people  of the Keycloak that was started here; a Keycloak that was given has people of its own
 */
record BackingServices(String kafka, String mongodb, URI keycloak, List<Person> people) {
    private static final Pattern PORT = Pattern.compile(":(\\d{1,5})(?=[/,?\\s]|$)");

    /** The organization there whose members are the first organization's people; empty for none. */
    String keycloakOrganization() {
        return people.isEmpty() ? given("KEYCLOAK_ORGANIZATION_ID") : KeycloakPart.ORGANIZATION;
    }

    /** Of the client that reads users and organizations there. */
    String directorySecret() {
        return people.isEmpty() ? given("KEYCLOAK_DIRECTORY_SECRET") : KeycloakPart.DIRECTORY_SECRET;
    }

    private static String given(String variable) {
        return Optional.ofNullable(System.getenv(variable)).orElse("");
    }

    /** The realm whose tokens open the API. */
    String issuer() {
        return keycloak + "/realms/" + KeycloakPart.REALM;
    }

    /** Of the client that people sign in with at the gateway. */
    String signInSecret() {
        return people.isEmpty()
                ? Optional.ofNullable(System.getenv("KEYCLOAK_SIGN_IN_SECRET")).orElse("")
                : KeycloakPart.GATEWAY_SECRET;
    }

    List<Person> peopleWith(String role) {
        return people.stream().filter(person -> person.roles().contains(role)).toList();
    }

    /** That the parts listen on, whether they were started here or given. */
    IntStream ports() {
        return PORT.matcher(String.join(" ", kafka, mongodb, keycloak.toString())).results()
                .mapToInt(found -> Integer.parseInt(found.group(1)));
    }

    String mongodb(String service) {
        return MongoPart.withDatabase(mongodb, service.replace("-service", ""));
    }
}
