package io.countersign.registry;

import io.countersign.web.passport.Passport;
import io.countersign.testkit.harness.RunningService;
import io.countersign.testkit.harness.Start;
import java.nio.file.Path;
import java.util.Map;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The registry as it runs, with two bootstrapped organizations, {@code acme} and {@code globex}, and {@code usr-operator} as operator. */
final class RunningRegistry extends RunningService {
    private final Path directory;

    RunningRegistry(Path directory) {
        super(RegistryApplication.class, "registry-service", Start.in(directory).with(Map.of(
                "countersign.outbound.allowed-ranges", "127.0.0.0/8", "countersign.operators.users", "usr-operator",
                "countersign.bootstrap.organizations[0].slug", "acme",
                "countersign.bootstrap.organizations[0].output", keysOf(directory, "acme").toString(),
                "countersign.bootstrap.organizations[0].owners", "usr-founder,usr-partner",
                "countersign.bootstrap.organizations[0].auditors", "usr-partner",
                "countersign.bootstrap.organizations[1].slug", "globex", "countersign.bootstrap.organizations[1].name", "Globex Inc",
                "countersign.bootstrap.organizations[1].output", keysOf(directory, "globex").toString())));
        this.directory = directory;
    }

    JsonNode bootstrap(String organization) {
        return JsonMapper.builder().build().readTree(bootstrapFile(organization));
    }

    Path bootstrapFile(String organization) {
        return keysOf(directory, organization);
    }

    /** Its id. */
    String organization(String slug) {
        return bootstrap(slug).at("/organization/id").asString();
    }

    /** The management key of an organization's owner. */
    Passport owner(String slug) {
        return key(organization(slug), "owner");
    }

    private static Path keysOf(Path directory, String organization) {
        return directory.resolve(organization + ".json");
    }
}
