package io.countersign.registry.bootstrap;

import io.countersign.registry.authority.Authority;
import io.countersign.registry.bootstrap.BootstrapProperties.Founded;
import io.countersign.registry.contract.ReasonCode;
import io.countersign.registry.managementkey.ManagementKeyCommand.IssueManagementKey;
import io.countersign.registry.managementkey.ManagementKeyFormat;
import io.countersign.registry.organization.OrganizationCommand.CreateOrganization;
import io.countersign.registry.organization.OrganizationCommand.LinkIdentityProvider;
import io.countersign.registry.organization.Organizations;
import io.countersign.registry.secret.OneTimeSecret;
import io.countersign.registry.secret.Secrets;
import io.countersign.events.command.Commands;
import io.countersign.events.command.Commands.Cause;
import io.countersign.events.command.Ids;
import io.countersign.web.passport.Actor;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.springframework.boot.ApplicationArguments;
import org.springframework.boot.ApplicationRunner;
import org.springframework.stereotype.Component;

/** Makes the first organizations, each with its two management keys and the people who begin as owners and auditors, once; one that exists is left alone but for the organization at the identity provider it is linked to. */
@Component
class Bootstrap implements ApplicationRunner {
    private static final Actor ACTOR = new Actor(Actor.Type.SYSTEM, "bootstrap");

    private final BootstrapProperties properties;
    private final Organizations organizations;
    private final Commands commands;
    private final Ids ids;
    private final Secrets secrets;
    private final SecretFile file;

    Bootstrap(BootstrapProperties properties, Organizations organizations, Commands commands, Ids ids, Secrets secrets, SecretFile file) {
        this.properties = properties;
        this.organizations = organizations;
        this.commands = commands;
        this.ids = ids;
        this.secrets = secrets;
        this.file = file;
    }

    @Override
    public void run(ApplicationArguments arguments) {
        properties.organizations().stream().filter(founded -> organizations.find(founded.slug()).isEmpty())
                .forEach(this::create);
        properties.organizations().forEach(this::link);
    }

    /** Whose members are its people: what is configured holds, and is recorded when it changes. */
    private void link(Founded founded) {
        var keycloak = founded.keycloakOrganizationId();
        if (keycloak != null && !keycloak.isBlank()) {
            var id = organizations.find(founded.slug()).orElseThrow().state().organizationId();
            commands.send(new LinkIdentityProvider(id, keycloak, ReasonCode.ADMIN), new Cause(ACTOR, id, null, ids.next("bootstrap"), null));
        }
    }

    private void create(Founded founded) {
        var id = ids.next("org");
        var cause = new Cause(ACTOR, id, null, ids.next("bootstrap"), null);
        var ownerKey = new Prepared(ids.next("key"), secrets.next());
        var auditorKey = new Prepared(ids.next("key"), secrets.next());
        file.write(founded.output(), Map.of("organization", Map.of("id", id, "slug", founded.slug()), "ownerKey", ownerKey.shown(),
                "auditorKey", auditorKey.shown()));
        commands.send(new CreateOrganization(id, founded.slug(), founded.called(), founded.roles(),
                List.of(key(ownerKey, "Bootstrap owner", "owner", id), key(auditorKey, "Bootstrap auditor", "auditor", id))), cause);
    }

    private static IssueManagementKey key(Prepared key, String name, String role, String organizationId) {
        return new IssueManagementKey(key.id(), name, new TreeSet<>(List.of(role)), key.secret().hash(), null,
                Authority.overAllOf(organizationId));
    }

    private record Prepared(String id, OneTimeSecret secret) {
        String shown() {
            return ManagementKeyFormat.of(id, secret);
        }
    }
}
