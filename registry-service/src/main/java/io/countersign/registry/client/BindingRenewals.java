package io.countersign.registry.client;

import io.countersign.registry.authority.Authority;
import io.countersign.registry.client.ClientCommand.RenewBinding;
import io.countersign.registry.client.ClientCommand.SetBinding;
import io.countersign.registry.contract.ReasonCode;
import io.countersign.events.command.Commands;
import io.countersign.events.command.Receipt;
import java.time.Instant;
import java.util.SortedSet;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Letting a client in again after its access ended: on purpose, with a reason, and after SECURITY by an owner only. */
@Component
class BindingRenewals {
    private final Commands commands;
    private final SecurityEndings endings;

    BindingRenewals(Commands commands, SecurityEndings endings) {
        this.commands = commands;
        this.endings = endings;
    }

    /** The token service is asked only where its word matters; without its word nobody but an owner renews. */
    Receipt renew(String clientId, String serverId, ReasonCode reasonCode, Authority by) {
        var afterSecurity = !by.owner() && endings.any(clientId, serverId, _ -> true, by);
        return commands.send(new RenewBinding(clientId, serverId, afterSecurity, reasonCode, by));
    }

    /** Binding what was unbound lets it in again as well; changing a binding never does. */
    Receipt set(String clientId, String serverId, SortedSet<String> scopes, @Nullable Instant until, ReasonCode reasonCode, Authority by) {
        var afterSecurity = !by.owner() && endings.any(clientId, serverId, binding -> !binding.live(), by);
        return commands.send(new SetBinding(clientId, serverId, scopes, until, afterSecurity, reasonCode, by));
    }
}
