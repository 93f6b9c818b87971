package io.countersign.registry.bootstrap;

import io.countersign.registry.authority.Authority;
import io.countersign.registry.bootstrap.BootstrapProperties.Founded;
import io.countersign.registry.contract.ReasonCode;
import io.countersign.registry.managementkey.ManagementKeyCommand.IssueManagementKey;
import io.countersign.registry.organization.OrganizationCommand.CreateOrganization;
import io.countersign.registry.organization.OrganizationCommand.LinkIdentityProvider;
import io.countersign.registry.organization.Organizations;
import io.countersign.registry.refusal.Refused;
import io.countersign.registry.refusal.Refused.Reason;
import io.countersign.events.command.Commands;
import io.countersign.events.command.Commands.Cause;
import io.countersign.events.command.Ids;
import io.countersign.web.passport.Actor;
import io.countersign.web.api.Limits;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.ApplicationArguments;
import org.springframework.boot.ApplicationRunner;
import org.springframework.stereotype.Component;

/**
 * Makes the first organizations, each with its first keys and the people who begin as owners and auditors, once: an organization that
 * exists is left alone, but for the key that a file gives and the organization at the identity provider it is linked to. Replicas may begin at once; one of them makes it.
 */
@Component
class Bootstrap implements ApplicationRunner {
    private static final Logger LOG = LoggerFactory.getLogger(Bootstrap.class);
    private static final Actor ACTOR = new Actor(Actor.Type.SYSTEM, "bootstrap");

    private final BootstrapProperties properties;
    private final Organizations organizations;
    private final Commands commands;
    private final Ids ids;
    private final BootstrapKeys keys;
    private final Clock clock;

    Bootstrap(BootstrapProperties properties, Organizations organizations, Commands commands, Ids ids, BootstrapKeys keys, Clock clock) {
        this.properties = properties;
        this.organizations = organizations;
        this.commands = commands;
        this.ids = ids;
        this.keys = keys;
        this.clock = clock;
    }

    @Override
    public void run(ApplicationArguments arguments) {
        properties.organizations().forEach(this::found);
        properties.organizations().forEach(this::link);
    }

    /** Whose members are its people: what is configured holds, and is recorded when it changes. */
    private void link(Founded founded) {
        var keycloak = founded.keycloakOrganizationId();
        if (keycloak != null && !keycloak.isBlank()) {
            var id = organizations.find(founded.slug()).orElseThrow().state().organizationId();
            commands.send(new LinkIdentityProvider(id, keycloak, ReasonCode.ADMIN), cause(id));
        }
    }

    private void found(Founded founded) {
        var given = founded.ownerKeyFile() == null ? null : keys.given(founded.ownerKeyFile());
        var existing = organizations.find(founded.slug());
        if (existing.isEmpty()) {
            unlessThere(() -> create(founded, given));
        } else if (given != null) {
            var id = existing.get().state().organizationId();
            unlessThere(() -> commands.send(issue(given, id), cause(id)));
        }
    }

    private void create(Founded founded, @Nullable BootstrapKey given) {
        var id = ids.next("org");
        var output = founded.output();
        var created = output == null ? List.<BootstrapKey>of() : keys.created(given == null);
        var written = output == null ? null : keys.write(output, id, founded.slug(), created);
        var all = new ArrayList<>(created);
        if (given != null) {
            all.add(given);
        }
        try {
            commands.send(new CreateOrganization(id, founded.slug(), founded.called(), null, founded.roles(),
                    all.stream().map(key -> issue(key, id)).toList()), cause(id));
        } catch (Refused faster) {
            if (written != null) {
                written.discard();
            }
            throw faster;
        }
        if (written != null) {
            written.publish();
        }
    }

    private static void unlessThere(Runnable created) {
        try {
            created.run();
        } catch (Refused refused) {
            if (refused.reason() != Reason.ALREADY_EXISTS) {
                throw refused;
            }
            LOG.debug("The bootstrap finds what an earlier start has created", refused);
        }
    }

    private IssueManagementKey issue(BootstrapKey key, String organizationId) {
        return new IssueManagementKey(key.id(), key.name(), new TreeSet<>(List.of(key.role())), key.hash(),
                clock.instant().plus(Duration.ofDays(Limits.MANAGEMENT_KEY_DAYS)), null, Authority.overAllOf(organizationId));
    }

    private Cause cause(String organizationId) {
        return new Cause(ACTOR, organizationId, null, ids.next("bootstrap"), null);
    }
}
