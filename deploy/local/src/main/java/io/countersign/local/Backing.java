package io.countersign.local;

import io.countersign.testkit.MongoPart;
import io.countersign.testkit.KeycloakPart;
import io.countersign.testkit.Person;
import java.net.URI;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.IntStream;

/**
 * Where the parts that Countersign stands on are reached.
 *
 * @param mongodb connection string; its database name, if any, gives way to one per service
 * @param people  of the Keycloak that was started here; a Keycloak that was given has people of its own
 */
record Backing(String kafka, String mongodb, URI keycloak, List<Person> people) {
    private static final Pattern PORT = Pattern.compile(":(\\d{1,5})(?=[/,?\\s]|$)");

    /** The realm whose tokens open the API. */
    String issuer() {
        return keycloak + "/realms/" + KeycloakPart.REALM;
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
