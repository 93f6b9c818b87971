package io.countersign.token.sweep;

import io.countersign.events.command.Commands;
import io.countersign.events.criteria.Criteria;
import io.countersign.events.lease.ExclusiveTasks;
import io.countersign.events.projection.View.Row;
import io.countersign.events.projection.Views;
import io.countersign.token.OnBehalf;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/**
 * Sends a command to every aggregate whose row is due, one replica at a time. Whether it is due is decided on the aggregate; what fails is
 * left to the next sweep and holds up no other.
 */
@Component
public class Sweeps {
    private static final Logger LOG = LoggerFactory.getLogger(Sweeps.class);
    private final Views views;
    private final Commands commands;
    private final ExclusiveTasks exclusive;

    Sweeps(Views views, Commands commands, ExclusiveTasks exclusive) {
        this.views = views;
        this.commands = commands;
        this.exclusive = exclusive;
    }

    /**
     * @param organization whose aggregate it is
     * @param command      for the aggregate with this id
     */
    public <V> void run(String name, Class<V> rows, Criteria due, Function<V, String> organization, Function<String, Object> command) {
        exclusive.run(name, lease -> views.of(rows).all(due).forEach(row -> {
            lease.require();
            send(name, row, organization, command);
        }));
    }

    private <V> void send(String name, Row<V> row, Function<V, String> organization, Function<String, Object> command) {
        try {
            commands.send(command.apply(row.aggregateId()), OnBehalf.system(organization.apply(row.value())));
        } catch (RuntimeException e) {
            LOG.warn("{}: {} is due but was refused; the next sweep tries again", name, row.aggregateId(), e);
        }
    }
}
