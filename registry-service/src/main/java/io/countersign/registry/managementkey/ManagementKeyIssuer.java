package io.countersign.registry.managementkey;

import io.countersign.registry.managementkey.ManagementKeyCommand.IssueManagementKey;
import org.axonframework.modelling.command.Repository;
import org.springframework.context.annotation.Lazy;
import org.springframework.stereotype.Component;

/** Issues keys within the unit of work of whoever founds an organization. */
@Component
public class ManagementKeyIssuer {
    private final Repository<ManagementKey> keys;

    ManagementKeyIssuer(@Lazy Repository<ManagementKey> keys) {
        this.keys = keys;
    }

    public void issue(IssueManagementKey command) {
        try {
            keys.loadOrCreate(command.keyId(), ManagementKey::new).execute(key -> key.handle(command));
        } catch (RuntimeException e) {
            throw e;
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }
}
