package io.countersign.events.sample;

import io.countersign.events.command.Accepted;
import io.countersign.events.command.Commands;
import io.countersign.events.command.Ids;
import io.countersign.events.command.OnceOnly;
import io.countersign.events.sample.LampCommand.InstallLamp;
import io.countersign.events.sample.LampCommand.SwitchLamp;
import java.util.Map;
import java.util.UUID;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;

@RestController
class LampController {
    private final Commands commands;
    private final Ids ids;

    LampController(Commands commands, Ids ids) {
        this.commands = commands;
        this.ids = ids;
    }

    @PostMapping("/api/v1/lamps")
    ResponseEntity<Map<String, String>> install(@RequestBody Map<String, String> request) {
        var id = ids.next("lmp");
        var receipt = commands.send(new InstallLamp(id, request.getOrDefault("name", "")));
        return Accepted.created(receipt, "/api/v1/lamps/" + id, Map.of("id", id));
    }

    @OnceOnly
    @PostMapping("/api/v1/secret-lamps")
    ResponseEntity<Map<String, String>> installSecretly(@RequestBody Map<String, String> request) {
        var id = ids.next("lmp");
        var receipt = commands.send(new InstallLamp(id, request.getOrDefault("name", "")));
        return Accepted.created(receipt, "/api/v1/lamps/" + id, Map.of("id", id, "secret", UUID.randomUUID().toString()));
    }

    @PostMapping("/api/v1/lamps/{id}/on")
    ResponseEntity<Void> on(@PathVariable String id) {
        return Accepted.done(commands.send(new SwitchLamp(id, true)));
    }
}
