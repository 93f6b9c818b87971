package io.countersign.local;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Where the platform keeps its data, logs and what it remembers of itself between commands. */
record DataDirectory(Path root) {
    static final String OPERATOR = "local";
    private static final JsonMapper JSON = JsonMapper.builder().build();

    public DataDirectory {
        root = root.toAbsolutePath().normalize();
    }

    Path directory(String name) {
        try {
            return Files.createDirectories(root.resolve(name));
        } catch (IOException unusable) {
            throw new CannotStart("The data directory " + root + " cannot be written: " + unusable.getMessage());
        }
    }

    Path log(String part) {
        return directory("logs").resolve(part + ".log");
    }

    Path file(String name) {
        return root.resolve(name);
    }

    /** One file per operator of the services' management endpoints, its name the operator's; the one of this machine is made here, for its owner alone. */
    Path operators() {
        var operators = directory("operators");
        var token = operators.resolve(OPERATOR);
        if (!Files.exists(token)) {
            try {
                var random = new byte[32];
                new SecureRandom().nextBytes(random);
                Files.createFile(token, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
                Files.writeString(token, HexFormat.of().formatHex(random));
            } catch (FileAlreadyExistsException _) {
                return operators;
            } catch (IOException unwritable) {
                throw new CannotStart("The data directory " + root + " cannot be written: " + unwritable.getMessage());
            }
        }
        return operators;
    }

    /** The two management keys of an organization, as the bootstrap wrote them. */
    Path keysOf(String organization) {
        return file(organization.equals(LocalPlatform.ORGANIZATION) ? "bootstrap.json" : "bootstrap-" + organization + ".json");
    }

    Map<String, Running> processes() {
        var running = new LinkedHashMap<String, Running>();
        read("processes.json")
                .ifPresent(node -> List.of(JSON.treeToValue(node, Running[].class)).forEach(each -> running.put(each.name(), each)));
        return running;
    }

    /** A process that is started again keeps its place, so that stopping goes from the services down to what they stand on. */
    void remember(Running process) {
        var running = processes();
        running.put(process.name(), process);
        write("processes.json", running.values());
    }

    void forgetProcesses() {
        write("processes.json", List.of());
    }

    Optional<JsonNode> read(String name) {
        var file = file(name);
        if (!Files.exists(file)) {
            return Optional.empty();
        }
        try {
            return Optional.of(JSON.readTree(Files.readAllBytes(file)));
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    void write(String name, Object value) {
        try {
            Files.createDirectories(root);
            var temporary = Files.write(file(name + ".new"), JSON.writerWithDefaultPrettyPrinter().writeValueAsBytes(value));
            Files.move(temporary, file(name), StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException unwritable) {
            throw new CannotStart("The data directory " + root + " cannot be written: " + unwritable.getMessage());
        }
    }
}
