package io.countersign.events.sample;

import io.countersign.events.sample.LampCommand.InstallLamp;
import java.time.Clock;
import org.axonframework.commandhandling.CommandHandler;
import org.axonframework.modelling.command.Repository;
import org.springframework.stereotype.Component;

@Component
class InstallLampHandler {
    private final Repository<Lamp> lamps;
    private final Repository<LampName> names;
    private final Clock clock;

    InstallLampHandler(Repository<Lamp> lamps, Repository<LampName> names, Clock clock) {
        this.lamps = lamps;
        this.names = names;
        this.clock = clock;
    }

    @CommandHandler
    String handle(InstallLamp command) throws Exception {
        names.newInstance(() -> new LampName(command.name(), command.lampId()));
        lamps.newInstance(() -> new Lamp(command.lampId(), command.name(), clock.instant()));
        return command.lampId();
    }
}
